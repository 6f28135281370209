/**
 * The gradients of a convolution's weights and biases, over a chunk of the batch, into the chunk's own slot.
 *
 * Max-pooling gives its gradient to one output in four (one in `kernel size`), and which one is remembered. So for each
 * pooled output and channel d the patch of the input under the winner is multiplied by one number:
 *
 *   dWeight[d][tap] += x[winner + tap] * dy[d]
 *
 * Blocking: 4 output channels (each has its own winner) x 3 tap vectors in twelve vectors, while all pooled outputs
 * of a sample pass; slots stay in the first cache between samples.
 * Loop order: sample, block of channels, three tap vectors, output row, output pixel.
 * Without pooling every output has won, and the winners are the places of all outputs.
 */
import { Convolution } from './descriptors';
import { weightGradientNine } from './convolution-nine';
import { rowBytesOf, rowsOf } from './rows';
import { loadSplat, multiplyAdd, zero } from './vector';

/** Samples `from`... of the chunk's images, `to`... of the output gradient (`count` of them), into slot `slot`. */
export function convolutionWeightGradient(
  task: Convolution,
  from: i32,
  to: i32,
  count: i32,
  slot: i32,
): void {
  const target = task.slots + slot * task.slotStep;
  memory.fill(target, 0, task.slotStep);
  for (let r = 0; r < count; r++) {
    const x = task.input + (from + r) * task.inputSampleStep;
    const dy = task.outputGradient + (to + r) * task.outputSampleStep;
    const winners = task.winners + (from + r) * task.winnersSampleStep;
    if (task.nine)
      for (let d = 0; d < task.outputChannels; d++)
        weightGradientNine(task, x, dy + (d << 2), winners + (d << 2), target + d * 144);
    for (let d = 0; d < task.outputChannels; d += 4) {
      if (!task.nine)
        for (let v = 0; v < task.tapVectors; v += 3) taps(task, x, dy, winners, d, v, target);
      biases(task, dy, d, target);
    }
  }
}

function taps(
  task: Convolution,
  x: usize,
  dy: usize,
  winners: usize,
  d: i32,
  v: i32,
  target: usize,
): void {
  const offsets = task.tapOffsets + (v << 2);
  const o0: usize = load<u32>(offsets);
  const o1: usize = load<u32>(offsets, 4);
  const o2: usize = load<u32>(offsets, 8);
  const step = task.tapVectors << 4;
  const t0 = target + d * step + (v << 4);
  const t1 = t0 + step;
  const t2 = t1 + step;
  const t3 = t2 + step;
  let g00 = v128.load(t0);
  let g01 = v128.load(t0, 16);
  let g02 = v128.load(t0, 32);
  let g10 = v128.load(t1);
  let g11 = v128.load(t1, 16);
  let g12 = v128.load(t1, 32);
  let g20 = v128.load(t2);
  let g21 = v128.load(t2, 16);
  let g22 = v128.load(t2, 32);
  let g30 = v128.load(t3);
  let g31 = v128.load(t3, 16);
  let g32 = v128.load(t3, 32);
  const channelStep = task.outputChannels << 2;
  const rows = rowsOf(task);
  const rowBytes = rowBytesOf(task);
  let winner = winners + (d << 2);
  for (let p = 0; p < rows; p++) {
    let dyAt = dy + p * task.outputRowStep + (d << 2);
    const end = dyAt + rowBytes;
    while (dyAt < end) {
      let s = loadSplat(dyAt);
      let at = x + load<u32>(winner);
      g00 = multiplyAdd(s, v128.load(at + o0), g00);
      g01 = multiplyAdd(s, v128.load(at + o1), g01);
      g02 = multiplyAdd(s, v128.load(at + o2), g02);
      s = loadSplat(dyAt, 4);
      at = x + load<u32>(winner, 4);
      g10 = multiplyAdd(s, v128.load(at + o0), g10);
      g11 = multiplyAdd(s, v128.load(at + o1), g11);
      g12 = multiplyAdd(s, v128.load(at + o2), g12);
      s = loadSplat(dyAt, 8);
      at = x + load<u32>(winner, 8);
      g20 = multiplyAdd(s, v128.load(at + o0), g20);
      g21 = multiplyAdd(s, v128.load(at + o1), g21);
      g22 = multiplyAdd(s, v128.load(at + o2), g22);
      s = loadSplat(dyAt, 12);
      at = x + load<u32>(winner, 12);
      g30 = multiplyAdd(s, v128.load(at + o0), g30);
      g31 = multiplyAdd(s, v128.load(at + o1), g31);
      g32 = multiplyAdd(s, v128.load(at + o2), g32);
      dyAt += channelStep;
      winner += channelStep;
    }
  }
  v128.store(t0, g00);
  v128.store(t0, g01, 16);
  v128.store(t0, g02, 32);
  v128.store(t1, g10);
  v128.store(t1, g11, 16);
  v128.store(t1, g12, 32);
  v128.store(t2, g20);
  v128.store(t2, g21, 16);
  v128.store(t2, g22, 32);
  v128.store(t3, g30);
  v128.store(t3, g31, 16);
  v128.store(t3, g32, 32);
}

/** dBias[d] += sum of dy over the image; biases follow the weights in the slot. */
function biases(task: Convolution, dy: usize, d: i32, target: usize): void {
  const at = target + ((task.outputChannels * task.tapVectors) << 4) + (d << 2);
  const channelStep = task.outputChannels << 2;
  let sum = v128.load(at);
  const rowBytes = rowBytesOf(task);
  for (let p = 0; p < rowsOf(task); p++) {
    let dyAt = dy + p * task.outputRowStep + (d << 2);
    const end = dyAt + rowBytes;
    for (; dyAt < end; dyAt += channelStep) sum = f32x4.add(sum, v128.load(dyAt));
  }
  v128.store(at, sum);
}

/**
 * The gradient is the sum of the first `count` slots in their order. Lanes of a tap vector that hang over the end of a
 * kernel row have gathered a neighbour's products and are put back to zero.
 */
export function sumSlots(task: Convolution, count: i32): void {
  const weights = (task.outputChannels * task.tapVectors) << 4;
  const all = weights + (task.outputChannels << 2);
  const row = task.tapVectors << 4;
  for (let at = 0; at < all; at += 16) {
    let sum = zero();
    for (let slot = 0; slot < count; slot++)
      sum = f32x4.add(sum, v128.load(task.slots + slot * task.slotStep + at));
    if (at < weights) sum = v128.and(sum, v128.load(task.tapMasks + (at % row)));
    v128.store(task.gradient + at, sum);
  }
}
