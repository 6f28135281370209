/** What every caller of the kernels must keep to, checked at the door: inside, an address is not questioned again. */
import type { BackendPlan, Batch, LabelledImages, Split } from '../backend.ts';
import { checkSameShape, shapeError } from '../shape.ts';
import type { Geometry } from './geometry.ts';

export function checkPlan(plan: BackendPlan, geometry: Geometry): void {
  for (const split of ['train', 'test'] as const) checkImages(split, plan[split], geometry);
  if (!(Number.isInteger(plan.maxBatchSize) && plan.maxBatchSize > 0))
    throw shapeError('backend', `maxBatchSize must be at least 1, not ${plan.maxBatchSize}`, {});
}

function checkImages(split: Split, images: LabelledImages, { inputShape, classes }: Geometry) {
  const { count, pixels, labels } = images;
  const shape = [count, ...inputShape];
  const size = shape.reduce((product, extent) => product * extent, 1);
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
