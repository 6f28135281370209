/**
 * A scene: what the views of one figure share. It joins a trace with a player and answers, as signals, which step is
 * current, which numbers are known and which cells are lit. A model creates one; nothing is computed until read.
 */
import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import { parseAddress } from '#player/address.ts';
import { afterPaint } from '#player/clock.ts';
import { createPlayer, type Player } from '#player/player.ts';
import type { Place } from '#player/machine.ts';
import { parseCell } from '#steps/ids.ts';
import type { CellRef, Step, Trace } from '#steps/step.ts';
import { type Known } from '#views/cell-text.ts';
import { knownCells, partlyStamped, withNumber } from './known.ts';
import { scaleOfRole, scaleOfTensor } from './scales.ts';
import { noMarks, type CellMarks, type MarksInTheMaking } from '#views/marks.ts';
import type { Scale } from '#views/scale.ts';
import { addDecisions, addHover, addWrong, marksOfStep } from './marks.ts';
import { tapeOf } from './tape.ts';
import type { SceneWindow } from './window.ts';

/** What steps can say of themselves: pass `import * as describe from '#steps/describe.ts'`. */
export type Describe = Pick<
  typeof import('#steps/describe.ts'),
  | 'toPieces'
  | 'toText'
  | 'toTermText'
  | 'runningValue'
  | 'source'
  | 'ledgerOf'
  | 'leadOf'
  | 'titleOf'
>;

/** Where the player stands. */
export interface Moment {
  readonly trace: Trace;
  readonly index: number;
  readonly step: Step;
  /** The term looked at, at the level of terms. */
  readonly term: number | undefined;
}

export interface Scene {
  readonly describe: Describe;
  readonly trace: ReadonlySignal<Trace>;
  readonly player: Player;
  readonly step: ReadonlySignal<Step>;
  /**
   * The moment, a paint later: for views that explain a step. The numbers in the cells and in the equation come with the
   * key press, and what explains them does not keep them waiting.
   */
  readonly late: ReadonlySignal<Moment>;
  /** Whether what the current step writes is kept back, for the reader to predict. */
  readonly isVeiled: ReadonlySignal<boolean>;
  /** The windows of the current step; none unless the scene was made with a way to tell them. */
  readonly windows: ReadonlySignal<readonly SceneWindow[]>;
  readonly windowsOf: WindowsOf | undefined;
  /** The cell under the pointer or the keyboard's cursor, in whichever view. */
  readonly hovered: Signal<CellRef | undefined>;
  /** The numbers of a tensor known at the current step; undefined where not yet computed. */
  knownOf(tensor: string): ReadonlySignal<Known>;
  /** The marks of a tensor's cells. */
  marksOf(tensor: string): ReadonlySignal<CellMarks>;
  /** Whether the equation is also written with the symbols of its cells; false to begin with. */
  readonly hasSymbols: Signal<boolean>;
  /** How the tensor's numbers are coloured: alike for all tensors of its role, or for itself. */
  scaleOf(tensor: string): ReadonlySignal<Scale>;
  /** Whether every tensor is coloured by its own largest number; false to begin with. */
  readonly isScaledAlone: Signal<boolean>;
  /**
   * Goes to the step that completes this cell: as a jump, which makes a history entry, or in passing. Returns false,
   * and stays, where no step does.
   */
  goTo(ref: CellRef, move?: 'jump' | 'step'): boolean;
  /** Lights a cell, `conv1.bias[0]`, or what a step writes; with undefined nothing any more. Goes nowhere. */
  preview(name: string | undefined): void;
}

type WindowsOf = (step: Step, trace: Trace) => readonly SceneWindow[];

export interface SceneOptions {
  /** Where to begin; default: the first step. */
  readonly place?: Partial<Place>;
  /** A player of one's own, over the tape of this very trace; default: a new one. */
  readonly player?: Player;
  /** Shared by scenes that light each other's cells; default: a new one. */
  readonly hovered?: Signal<CellRef | undefined>;
  /** Cells that a check found wrong: struck through once they are computed. */
  readonly wrong?: ReadonlySignal<readonly CellRef[]>;
  /** Whether the step's own marks are left out, while other steps than this scene's are told; default: never. */
  readonly isIdle?: ReadonlySignal<boolean>;
  /** Tells the windows of a step: pass `windowsOf` from `window.ts`. Default: steps have rings only. */
  readonly windowsOf?: WindowsOf | undefined;
  /** Keeps back what the current step writes; default: never. */
  readonly isVeiled?: ReadonlySignal<boolean>;
}

/** Makes a scene; `trace` may change, for example when the reader edits a number. */
export function createScene(
  trace: ReadonlySignal<Trace>,
  describe: Describe,
  options: SceneOptions = {},
): Scene {
  const tape = computed(() => tapeOf(trace.value));
  const player = options.player ?? createPlayer(tape, options.place);
  const step = computed(() => trace.value.at(player.index.value));
  const isVeiled = options.isVeiled ?? signal(false);
  const isScaledAlone = signal(false);
  const hovered = options.hovered ?? signal<CellRef | undefined>(undefined);
  const { windowsOf } = options;
  const windows = computed(() =>
    windowsOf && !options.isIdle?.value ? windowsOf(step.value, trace.value) : [],
  );
  const marks = computed(() => {
    const framed = windows.value.map(({ tensor }) => tensor);
    const all: MarksInTheMaking = options.isIdle?.value
      ? new Map()
      : marksOfStep(step.value, player.term.value, framed);
    for (const ref of options.wrong?.value ?? [])
      addWrong(all, ref, trace.value, player.index.value);
    addDecisions(all, trace.value, done.value);
    if (hovered.value) addHover(all, hovered.value, trace.value);
    return all;
  });
  /** At the level of terms a step's own cell holds what the terms come to so far. */
  const done = computed(() => {
    const { index, term, granularity } = player.state.value;
    if (isVeiled.value) return index - 1;
    const last = player.tape.value.termsAt(index) - 1;
    return granularity === 'term' && term < last && step.value.kind !== 'stamp' ? index - 1 : index;
  });
  return {
    describe,
    trace,
    player,
    step,
    late: afterPaint(
      computed(() => ({
        trace: trace.value,
        index: player.index.value,
        step: step.value,
        term: player.term.value,
      })),
    ),
    isVeiled,
    windows,
    windowsOf,
    hovered,
    knownOf: remembered((tensor) => {
      const cells = computed(() => knownCells(trace.value, tensor));
      return computed(() => {
        const known = cells.value.at(done.value);
        const [now, term] = [step.value, player.term.value];
        const to = now.writes[0]?.ref;
        if (term === undefined || to?.tensor !== tensor || isVeiled.value) return known;
        const { shape } = trace.value.valuesAt(tensor)!;
        if (now.kind === 'stamp') return partlyStamped(known, shape, now, term);
        const running = describe.runningValue(now, term);
        return running === undefined ? known : withNumber(known, shape, to.index, running);
      });
    }),
    marksOf: remembered((tensor) => computed(() => marks.value.get(tensor) ?? noMarks)),
    isScaledAlone,
    hasSymbols: signal(false),
    scaleOf: remembered((tensor) =>
      computed(() => {
        const role = trace.value.tensors.find(({ name }) => name === tensor)?.role;
        return isScaledAlone.value || role === undefined
          ? scaleOfTensor(trace.value, tensor)
          : scaleOfRole(trace.value, role);
      }),
    ),
    goTo(ref, move = 'jump') {
      const index = trace.peek().indexOf(ref);
      if (index !== undefined) player.dispatch({ type: 'seek', index, move });
      return index !== undefined;
    },
    preview(name) {
      const place = parseAddress(name ?? '', player.tape.peek());
      hovered.value = place ? trace.peek().at(place.index).writes[0]?.ref : parseCell(name ?? '');
    },
  };
}

/** Makes each tensor's signal once. */
function remembered<T>(make: (tensor: string) => T): (tensor: string) => T {
  const made = new Map<string, T>();
  return (tensor) => {
    let one = made.get(tensor);
    if (one === undefined) made.set(tensor, (one = make(tensor)));
    return one;
  };
}
