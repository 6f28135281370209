/**
 * A player: the state machine with a tape in it, as signals that views read. One per figure; it starts nothing by
 * itself. `bindPlayer` gives it keys, touch, the address bar and the clock.
 */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { fit, initialState, reduce, type Action, type Place, type PlayerState } from './machine.ts';
import { parseAddress } from './address.ts';
import type { Tape } from './tape.ts';

export interface Player {
  /** May change under the player, for example with the stride: it then stays at the nearest place that exists. */
  readonly tape: ReadonlySignal<Tape>;
  readonly state: ReadonlySignal<PlayerState>;
  /** The step looked at. Changes less often than `state`. */
  readonly index: ReadonlySignal<number>;
  /** The term just added, or undefined where a step is shown whole. */
  readonly term: ReadonlySignal<number | undefined>;
  /** The reader asked the system for less motion: play goes to where it would have stopped. */
  readonly reducedMotion: Signal<boolean>;
  /** The address of a link that names no step here; the figure says so until the reader moves on. */
  readonly staleLink: Signal<string | undefined>;
  readonly isHelpOpen: Signal<boolean>;
  dispatch(action: Action): void;
  togglePlay(): void;
  /** Goes to the step of this name, as a jump. Returns false, and stays, if there is none. */
  seekTo(address: string, move?: 'jump' | 'link'): boolean;
}

/** Where a player begins; `hasChosenLevel` where playing shall keep to the level, however long the tape. */
export type Beginning = Partial<Place & Pick<PlayerState, 'hasChosenLevel'>>;

/** Makes a player at the start of `tape`, or at `place`. */
export function createPlayer(tape: ReadonlySignal<Tape>, place: Beginning = {}): Player {
  const raw = signal<PlayerState>({ ...initialState, ...place });
  const state = computed(() => fit(raw.value, tape.value));
  const reducedMotion = signal(false);
  const staleLink = signal<string | undefined>(undefined);

  const dispatch = (action: Action): void => {
    raw.value = reduce(state.peek(), action, tape.peek());
    staleLink.value = undefined;
  };
  return {
    tape,
    ...placesOf(state),
    reducedMotion,
    staleLink,
    isHelpOpen: signal(false),
    dispatch,
    togglePlay() {
      if (state.peek().playing) dispatch({ type: 'pause' });
      else dispatch({ type: reducedMotion.peek() ? 'finish' : 'play' });
    },
    seekTo(address, move = 'jump') {
      const found = parseAddress(address, tape.peek());
      if (found) dispatch({ type: 'seek', ...found, move });
      return found !== undefined;
    },
  };
}

/**
 * Makes a player that goes where `place` says, on the tape of `leader`: a second view of the same steps that runs
 * beside the first. What it is told to do, the leader does.
 */
export function createFollower(leader: Player, place: ReadonlySignal<Place>): Player {
  const state = computed(() => fit({ ...leader.state.value, ...place.value }, leader.tape.value));
  return { ...leader, ...placesOf(state) };
}

const placesOf = (state: ReadonlySignal<PlayerState>) => ({
  state,
  index: computed(() => state.value.index),
  term: computed(() => (state.value.granularity === 'term' ? state.value.term : undefined)),
});
