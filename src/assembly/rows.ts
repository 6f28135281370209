/** How to run over a convolution's output. */
import { Convolution } from './descriptors';

/** An output without a border is one long row: one loop instead of many short ones. */
// @ts-ignore: decorator
@inline
export function rowsOf(task: Convolution): i32 {
  return isOneRow(task) ? 1 : task.outputHeight;
}

// @ts-ignore: decorator
@inline
export function rowBytesOf(task: Convolution): i32 {
  const bytes = (task.outputWidth * task.outputChannels) << 2;
  return isOneRow(task) ? bytes * task.outputHeight : bytes;
}

// @ts-ignore: decorator
@inline
function isOneRow(task: Convolution): bool {
  return task.outputRowStep == <usize>((task.outputWidth * task.outputChannels) << 2);
}
