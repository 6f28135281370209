/**
 * Windows laid along one axis: H rows, r more on either side, a kernel of k rows, a stride s. The engine says how many
 * windows stand, or why none does; the steps of its convolution say which rows each of them reads.
 */
import { computed, signal } from '@preact/signals';
import { ShapeError } from '#engine/errors.ts';
import { conv2d } from '#engine/ops/conv2d.ts';
import { zeros } from '#engine/tensor.ts';
import { callOf } from '#steps/operation-trace.ts';
import { conv2d as telling } from '#steps/operations.ts';
import type { SumStep } from '#steps/step.ts';
import { composeTrace } from '#steps/trace.ts';

/** By the letters of the equation. */
export interface Setting {
  readonly H: number;
  readonly r: number;
  readonly k: number;
  readonly s: number;
}

export type Letter = keyof Setting;

/** What can be set; some of it the engine refuses. */
export const ranges: Readonly<Record<Letter, readonly [least: number, most: number]>> = {
  H: [1, 12],
  r: [0, 3],
  k: [1, 7],
  s: [0, 5],
};

export interface Laid {
  /** The rows of each window, from the first to the last; negative, or from H on, in the padding. */
  readonly windows: readonly (readonly number[])[];
  /** Rows, the padding's too, that no window reads. */
  readonly unread: readonly number[];
}

/** Lays the windows. Throws ShapeError where the engine refuses. */
export function lay({ H, r, k, s }: Setting): Laid {
  const call = callOf(conv2d, {
    inputs: { x: zeros([1, 1, H, 1]), weight: zeros([1, 1, k, 1]), bias: zeros([1]) },
    attrs: { stride: [s, 1], padding: [r, 0] },
  });
  const trace = composeTrace(telling.forward(call));
  const windows = Array.from({ length: trace.length }, (_, p) => rowsOf(trace.at(p) as SumStep));
  const read = new Set(windows.flat());
  return { windows, unread: rowsOfAxis(H, r).filter((row) => !read.has(row)) };
}

const rowsOf = ({ terms }: SumStep): readonly number[] =>
  terms.map(({ factors }) => factors.find(({ ref }) => ref.tensor === 'x')!.ref.index[2]);

/** All rows of the padded axis, from −r on. */
export const rowsOfAxis = (H: number, r: number): readonly number[] =>
  Array.from({ length: H + 2 * r }, (_, at) => at - r);

export function createOutputRuler(start: Setting) {
  const letters = {
    H: signal(start.H),
    r: signal(start.r),
    k: signal(start.k),
    s: signal(start.s),
  } satisfies Record<Letter, unknown>;
  const setting = computed((): Setting => ({
    H: letters.H.value,
    r: letters.r.value,
    k: letters.k.value,
    s: letters.s.value,
  }));
  const tried = computed((): Laid | ShapeError => {
    try {
      return lay(setting.value);
    } catch (error) {
      if (error instanceof ShapeError) return error;
      throw error;
    }
  });
  const laid = computed(() => (tried.value instanceof ShapeError ? undefined : tried.value));
  const pointed = signal<number | undefined>(undefined);
  return {
    letters,
    setting,
    /** The windows; undefined where the engine refuses. */
    laid,
    /** The engine's message where it refuses. */
    error: computed(() => (tried.value instanceof ShapeError ? tried.value.message : undefined)),
    /** The window that is pointed at, if there is one. */
    at: computed(() => (laid.value?.windows[pointed.value ?? -1] ? pointed.value : undefined)),
    point: (p: number | undefined) => (pointed.value = p),
  };
}

export type OutputRuler = ReturnType<typeof createOutputRuler>;
