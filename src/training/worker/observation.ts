/** What the page sees of a network while it learns: the tensors that it asked for, and the digit that they are of. */
import type { DataSet } from '#data/data-set.ts';
import type { Backend } from '#engine/backend.ts';
import type { Observation, Subject } from './protocol.ts';

/** Undefined where there is no such test image. Throws for tensors that the network does not have. */
export async function observeDigit(
  backend: Backend,
  { test, height, width }: DataSet,
  { digit, tensors: names }: Subject,
): Promise<Observation | undefined> {
  if (!(digit < test.count)) return undefined;
  const size = height * width;
  const pixels = test.pixels.slice(digit * size, (digit + 1) * size);
  const tensors = await backend.observe(names, pixels);
  return { digit, label: test.labels[digit], height, width, pixels, tensors };
}
