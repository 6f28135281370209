/**
 * The player as a pure state machine: (state, action, tape) -> state. No clock, no DOM, no signal.
 *
 * A position says what has happened so far: steps 0 to `index` are done, and `index` is the one looked at. There are
 * three levels, moved between as in a debugger.
 *
 *   stage   one move runs a whole stage, so the player rests on the last step of a stage
 *   cell    one move is one step
 *   term    one move is one term of the step's sum; `term` says which one was just added
 *
 * Next and previous step over. Into opens what the level shows as one: a stage at its first cell, a cell at its first
 * term. Out runs to the end of what is open: the rest of the terms, the rest of the stage.
 */
import { stageAt, stageNumberAt, type Tape } from './tape.ts';

export type Granularity = 'stage' | 'cell' | 'term';
export const granularities: readonly Granularity[] = ['stage', 'cell', 'term'];

/** Multiples of the usual pace. */
export const speeds: readonly number[] = [0.25, 0.5, 1, 2, 4, 8, 16];

export interface Place {
  readonly index: number;
  /** The term just added, from 0; always 0 at the other two levels, where a step is shown whole. */
  readonly term: number;
  readonly granularity: Granularity;
}

/** How the player came to its place. A jump is one the reader may want to undo: it makes a history entry. */
export type Move = 'start' | 'step' | 'jump' | 'link';

export interface PlayerState extends Place {
  readonly playing: boolean;
  readonly speed: number;
  /** Playing begins the stage again at its end. Stepping by hand is free to leave it. */
  readonly looping: boolean;
  /** The reader has asked for this level: playing keeps to it, however long it takes. */
  readonly hasChosenLevel: boolean;
  readonly bookmark?: Place;
  readonly move: Move;
}

export type Action =
  | {
      type: 'next' | 'previous' | 'nextStage' | 'previousStage' | 'into' | 'out' | 'first' | 'last';
    }
  | { type: 'tick' | 'play' | 'pause' | 'finish' | 'toggleLoop' | 'mark' | 'return' }
  /** `move` is 'jump' unless told: 'step' for a drag that passes through, 'link' for one the address bar asked for. */
  | { type: 'seek'; index: number; term?: number; granularity?: Granularity; move?: Move }
  | { type: 'level'; granularity: Granularity }
  | { type: 'speed'; speed: number }
  | { type: 'faster' | 'slower' };

export const initialState: PlayerState = {
  index: 0,
  term: 0,
  granularity: 'cell',
  playing: false,
  speed: 1,
  looping: false,
  hasChosenLevel: false,
  move: 'start',
};

/** Returns the state after `action`; the same object where nothing changes. */
export function reduce(state: PlayerState, action: Action, tape: Tape): PlayerState {
  switch (action.type) {
    case 'next':
      return go({ ...state, playing: false }, after(state, tape), 'step');
    case 'previous':
      return go({ ...state, playing: false }, before(state, tape), 'step');
    case 'nextStage':
      return go({ ...state, playing: false }, afterStage(state, tape), 'step');
    case 'previousStage':
      return go({ ...state, playing: false }, beforeStage(state, tape), 'step');
    case 'into':
      return go(chosen(state), inside(state, tape), 'step');
    case 'out':
      return go(chosen(state), outside(state, tape), 'step');
    case 'first':
      return go({ ...state, playing: false }, rest(state, 0, 0, tape), 'jump');
    case 'last':
      return go({ ...state, playing: false }, rest(state, tape.length - 1, Infinity, tape), 'jump');
    case 'finish':
      return go(
        { ...state, playing: false },
        rest(state, lastOfRun(state, tape), Infinity, tape),
        'step',
      );
    case 'tick':
      return tick(state, tape);
    case 'play':
      return play(state, tape);
    case 'pause':
      return state.playing ? { ...state, playing: false } : state;
    case 'seek': {
      const granularity = action.granularity ?? openLevel(state, action.index, tape);
      const place = rest({ ...state, granularity }, action.index, action.term ?? 0, tape);
      return go({ ...state, playing: false }, place, action.move ?? 'jump');
    }
    case 'level': {
      let place: Place = state;
      const target = granularities.indexOf(action.granularity);
      while (granularities.indexOf(place.granularity) < target) place = inside(place, tape);
      while (granularities.indexOf(place.granularity) > target) place = outside(place, tape);
      return go(chosen(state), place, 'step');
    }
    case 'toggleLoop':
      return { ...state, looping: !state.looping };
    case 'speed':
      return { ...state, speed: action.speed };
    case 'faster':
      return { ...state, speed: speeds.find((speed) => speed > state.speed) ?? state.speed };
    case 'slower':
      return { ...state, speed: speeds.findLast((speed) => speed < state.speed) ?? state.speed };
    case 'mark':
      return { ...state, bookmark: placeOf(state) };
    case 'return': {
      if (!state.bookmark) return state;
      const { granularity, index, term } = state.bookmark;
      return go({ ...state, playing: false }, rest({ granularity }, index, term, tape), 'jump');
    }
  }
}

/** Says whether `next` would stay where it is. */
export function isAtEnd(place: Place, tape: Tape): boolean {
  return place.index >= tape.length - 1 && place.term >= lastTerm(place, tape.length - 1, tape);
}

/** Brings a place made on one tape onto another, for example a shorter one. */
export function fit(state: PlayerState, tape: Tape): PlayerState {
  const { index, term } = rest(state, state.index, state.term, tape);
  return index === state.index && term === state.term
    ? state
    : { ...state, index, term, move: 'step' };
}

const placeOf = ({ index, term, granularity }: Place): Place => ({ index, term, granularity });

const go = (state: PlayerState, { index, term, granularity }: Place, move: Move): PlayerState => ({
  ...state,
  index,
  term,
  granularity,
  move,
});

/** The last term of step `index` at the level of `place`. */
const lastTerm = (
  { granularity }: Pick<Place, 'granularity'>,
  index: number,
  tape: Tape,
): number => (granularity === 'term' ? Math.max(0, tape.termsAt(index) - 1) : 0);

/** The nearest place to `index` and `term` that exists at this level. */
function rest(
  { granularity }: Pick<Place, 'granularity'>,
  index: number,
  term: number,
  tape: Tape,
): Place {
  const within = Math.min(Math.max(Math.trunc(index), 0), tape.length - 1);
  const at = granularity === 'stage' ? stageAt(tape, within).end - 1 : within;
  const last = lastTerm({ granularity }, at, tape);
  return { granularity, index: at, term: Math.min(Math.max(Math.trunc(term), 0), last) };
}

/** A jump into the middle of a stage opens it: the reader pointed at a cell. */
const openLevel = ({ granularity }: Place, index: number, tape: Tape): Granularity =>
  granularity === 'stage' && index !== stageAt(tape, index).end - 1 ? 'cell' : granularity;

function after(place: Place, tape: Tape): Place {
  const { index, term, granularity } = place;
  if (term < lastTerm(place, index, tape)) return { ...placeOf(place), term: term + 1 };
  if (isAtEnd(place, tape)) return placeOf(place);
  return rest({ granularity }, index + 1, 0, tape);
}

function before(place: Place, tape: Tape): Place {
  const { index, term, granularity } = place;
  if (term > 0) return { ...placeOf(place), term: term - 1 };
  const start = granularity === 'stage' ? stageAt(tape, index).start : index;
  if (start === 0) return placeOf(place);
  return rest({ granularity }, start - 1, Infinity, tape);
}

function afterStage(place: Place, tape: Tape): Place {
  const { end } = stageAt(tape, place.index);
  return end >= tape.length ? rest(place, end - 1, Infinity, tape) : rest(place, end, 0, tape);
}

/** To the start of this stage or, from there, of the one before. */
function beforeStage(place: Place, tape: Tape): Place {
  const number = stageNumberAt(tape, place.index);
  const { start } = stageAt(tape, place.index);
  const isAtStart = place.granularity === 'stage' || (place.index === start && place.term === 0);
  return rest(place, isAtStart ? (tape.stages[number - 1]?.start ?? 0) : start, 0, tape);
}

function inside(place: Place, tape: Tape): Place {
  if (place.granularity === 'stage')
    return rest({ granularity: 'cell' }, stageAt(tape, place.index).start, 0, tape);
  if (place.granularity === 'cell') return rest({ granularity: 'term' }, place.index, 0, tape);
  return placeOf(place);
}

function outside(place: Place, tape: Tape): Place {
  if (place.granularity === 'term') return rest({ granularity: 'cell' }, place.index, 0, tape);
  return rest({ granularity: 'stage' }, place.index, 0, tape);
}

const chosen = (state: PlayerState): PlayerState => ({
  ...state,
  playing: false,
  hasChosenLevel: true,
});

/** More steps than this take too long to watch one by one: playing then goes by stages, unless asked otherwise. */
const mostPlayedSteps = 40;

function play(state: PlayerState, tape: Tape): PlayerState {
  const isLong = tape.length > mostPlayedSteps && tape.stages.length > 1;
  const granularity = isLong && !state.hasChosenLevel ? 'stage' : state.granularity;
  const playing = { ...state, granularity, playing: true };
  // At the end there is nothing left to play but the whole again.
  return isAtEnd(state, tape) && !state.looping
    ? go(playing, rest(playing, 0, 0, tape), 'step')
    : playing;
}

function tick(state: PlayerState, tape: Tape): PlayerState {
  const { start, end } = stageAt(tape, state.index);
  const atStageEnd = state.index === end - 1 && state.term >= lastTerm(state, end - 1, tape);
  if (state.looping && state.granularity !== 'stage' && atStageEnd)
    return go(state, rest(state, start, 0, tape), 'step');
  if (!isAtEnd(state, tape)) return go(state, after(state, tape), 'step');
  return state.looping ? go(state, rest(state, 0, 0, tape), 'step') : { ...state, playing: false };
}

/** Where playing would come to rest if it took no time: the end of this stage, or of the next if already there. */
function lastOfRun(place: Place, tape: Tape): number {
  const { end } = stageAt(tape, place.index);
  return place.index < end - 1 ? end - 1 : stageAt(tape, Math.min(end, tape.length - 1)).end - 1;
}
