/** What every caller of a backend must keep to, checked at the door: inside, no address is questioned again. */
import type { BackendPlan, Batch, LabelledImages, Split } from './backend.ts';
import type { Network } from './network.ts';
import { numberThatIs } from './attributes.ts';
import { smoothingRange } from './ops/one-hot.ts';
import { checkOptimizer } from './optimizer-checks.ts';
import { checkCount, checkSameShape, shapeError } from './shape.ts';
import { sizeOf } from './tensor.ts';

/** Checks all but what training changes: see training-state.ts. */
export function checkPlan(plan: BackendPlan, network: Network): void {
  checkOptimizer(plan.optimizer);
  numberThatIs('a number > 0')('backend', 'pixelDivisor', plan.pixelDivisor);
  smoothingRange('backend', 'labelSmoothing', plan.labelSmoothing);
  checkCount('backend', 'maxBatchSize', plan.maxBatchSize);
  for (const split of ['train', 'test'] as const) checkImages(split, plan[split], network);
}

function checkImages(split: Split, images: LabelledImages, { spec, classes }: Network): void {
  const { count, pixels, labels } = images;
  const size = sizeOf([count, ...spec.inputShape]);
  checkSameShape('backend', `${split} pixels`, [pixels.length], 'its images', [size]);
  checkSameShape('backend', `${split} labels`, [labels.length], 'its images', [count]);
  const wrong = labels.findIndex((label) => label >= classes);
  if (wrong < 0) return;
  const problem = `${split} image ${wrong} has label ${labels[wrong]}`;
  throw shapeError('backend', `${problem} but the network has ${classes} classes`, {});
}

export function checkBatch({ indices, shifts }: Batch, plan: BackendPlan): void {
  const rows = indices.length;
  if (rows === 0 || rows > plan.maxBatchSize)
    throw shapeError('backend', `a batch must have 1 to ${plan.maxBatchSize} rows`, {
      indices: [rows],
    });
  if (shifts) checkSameShape('backend', 'shifts', [shifts.length], 'two a row', [2 * rows]);
  for (const index of indices)
    if (index >= plan.train.count)
      throw shapeError('backend', `row ${index} is not below ${plan.train.count} images`, {});
}

export function checkRange(split: Split, from: number, to: number, count: number): void {
  if (Number.isInteger(from) && Number.isInteger(to) && 0 <= from && from < to && to <= count)
    return;
  throw shapeError('backend', `${split} has no rows ${from} to ${to} of ${count}`, {});
}
