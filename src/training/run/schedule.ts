/**
 * How the learning rate moves during a run. A schedule is data, so that it crosses a worker's door and stands in a
 * test; `learningRateAt` is its only meaning. `warmUp` is the fraction (0..1) of the span spent rising from near 0 to
 * the peak; the rest falls to 0, along a line or half a cosine.
 *
 * The span is the whole run, or with `restart: 'epoch'` each epoch anew (warm restarts, Loshchilov and Hutter 2017,
 * arXiv 1608.03983, section 3): every epoch then ends settled, at a rate near 0. Each restart reaches a lower peak:
 * with E epochs, epoch e (from 0) rises to (E - e) / E of the first one's.
 */
import { checkAttributes, numberThatIs, oneOf, type Check } from '#engine/attributes.ts';
import { shapeError } from '#engine/shape.ts';

export type Schedule =
  | { readonly kind: 'constant' }
  | {
      readonly kind: 'linear' | 'cosine';
      readonly warmUp: number;
      readonly restart?: 'epoch';
    };

/** Where a run stands: `update` counts from 0, `updates` is the length of the whole run. */
export interface Moment {
  readonly update: number;
  readonly updates: number;
  readonly updatesPerEpoch: number;
}

const spanned = {
  warmUp: /* @__PURE__ */ numberThatIs('in [0, 1]'),
  restart: /* @__PURE__ */ oneOf(['epoch']),
};
const kinds: Readonly<Record<Schedule['kind'], Readonly<Record<string, Check>>>> = {
  constant: {},
  linear: spanned,
  cosine: spanned,
};

/** Throws ShapeError for a schedule that there is not; it may come from JSON. */
export function checkSchedule(schedule: Schedule): void {
  oneOf(Object.keys(kinds))('schedule', 'kind', schedule.kind);
  const owner = `schedule ${schedule.kind}`;
  checkAttributes(owner, schedule, kinds[schedule.kind], ['kind']);
  if (schedule.kind !== 'constant' && schedule.warmUp === undefined)
    throw shapeError(owner, 'warmUp is missing', {});
}

/** Returns the learning rate of one update; the first and the last are above 0 if the peak is. */
export function learningRateAt(schedule: Schedule, peak: number, moment: Moment): number {
  if (schedule.kind === 'constant') return peak;
  const span = schedule.restart === 'epoch' ? epochSpan(moment) : { ...moment, height: 1 };
  const { update, updates, height } = span;
  const rising = Math.round(schedule.warmUp * updates);
  if (update < rising) return (peak * height * (update + 1)) / rising;
  const done = (update - rising) / (updates - rising);
  const left = schedule.kind === 'linear' ? 1 - done : (1 + Math.cos(Math.PI * done)) / 2;
  return peak * height * left;
}

/** The current epoch as a span of its own; a last epoch that the run cuts short is as long as what is left. */
function epochSpan({ update, updates, updatesPerEpoch }: Moment) {
  const epoch = Math.floor(update / updatesPerEpoch);
  const start = epoch * updatesPerEpoch;
  const epochs = Math.ceil(updates / updatesPerEpoch);
  return {
    update: update - start,
    updates: Math.min(updatesPerEpoch, updates - start),
    height: (epochs - epoch) / epochs,
  };
}
