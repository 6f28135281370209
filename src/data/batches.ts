/**
 * The order in which a run sees its images. Every epoch has a shuffle of its own, decided by the seed and the
 * epoch's number alone: any batch of any epoch can be asked for, in any order, and comes out the same. So a run
 * that is taken up again at a checkpoint goes on exactly as it would have.
 */
import type { Batch } from '#engine/backend.ts';
import { mulberry32, shuffle, uniform, type Random } from '#engine/random.ts';

export interface BatchPlan {
  /** Images in the training set; 0 gives no batches. */
  readonly count: number;
  /** Images per batch; the last batch of an epoch holds what is left. */
  readonly batchSize: number;
  readonly seed: number;
  /** Largest shift of an image, in pixels, along each axis and either way. Defaults to 0: no shifts at all. */
  readonly maxShift?: number;
}

export interface Batches {
  readonly perEpoch: number;
  /**
   * Returns batch `index` (0 to perEpoch - 1) of an epoch (from 0). Its arrays are views that are overwritten when a
   * batch of another epoch is asked for; nothing is allocated.
   */
  batch(epoch: number, index: number): Batch;
}

/** Set the streams of one seed apart from each other. */
const orderStream = 0x9e3779b9;
const shiftStream = 0x85ebca6b;
const layerStream = 0xc2b2ae35;

/** Throws RangeError where a number of the plan is not a whole number in its range. */
export function createBatches({ count, batchSize, seed, maxShift = 0 }: BatchPlan): Batches {
  check('count', count, 0, 2 ** 32 - 1);
  check('batchSize', batchSize, 1, 2 ** 32 - 1);
  check('maxShift', maxShift, 0, 127);
  const order = new Uint32Array(count);
  const shifts = maxShift > 0 ? new Int8Array(2 * count) : undefined;
  const views: (Batch & { seed: number })[] = [];
  for (let start = 0; start < count; start += batchSize) {
    const end = Math.min(start + batchSize, count);
    const indices = order.subarray(start, end);
    const moved = shifts && { shifts: shifts.subarray(2 * start, 2 * end) };
    views.push({ indices, ...moved, seed: 0 });
  }
  let current = -1;

  function fill(epoch: number): void {
    for (let n = 0; n < count; n++) order[n] = n;
    shuffle(order, streamOf(seed, orderStream, epoch));
    if (shifts) {
      const random = streamOf(seed, shiftStream, epoch);
      const span = 2 * maxShift + 1;
      for (let k = 0; k < shifts.length; k++)
        shifts[k] = Math.floor(uniform(random) * span) - maxShift;
    }
    const draw = streamOf(seed, layerStream, epoch);
    for (const view of views) view.seed = draw();
    current = epoch;
  }

  return {
    perEpoch: views.length,
    batch(epoch, index) {
      check('epoch', epoch, 0, 2 ** 32 - 1);
      check('batch index', index, 0, views.length - 1);
      if (epoch !== current) fill(epoch);
      return views[index];
    },
  };
}

/** A stream for one purpose in one epoch: the seed's own stream, stirred with both numbers. */
function streamOf(seed: number, purpose: number, epoch: number): Random {
  const mixed = mulberry32(seed ^ purpose)() ^ Math.imul(epoch + 1, purpose);
  return mulberry32(mulberry32(mixed)());
}

function check(name: string, value: number, smallest: number, largest: number): void {
  if (!Number.isInteger(value) || value < smallest || value > largest)
    throw new RangeError(
      `batches: ${name} must be a whole number from ${smallest} to ${largest}; got ${value}`,
    );
}
