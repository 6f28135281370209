/**
 * Both gradients of a convolution whose kernel is nine vectors, three in each of three rows: 3 x 3 over four channels,
 * the second layer of the article's network. The same sums in the same order as the general kernels
 * (convolution-weight-gradient.ts, convolution-input-gradient.ts), but for one output channel at a time with all nine
 * vectors in registers, and neighbours reached by the offset inside the instruction.
 */
import { Convolution } from './descriptors';
import { rowBytesOf, rowsOf } from './rows';
import { loadSplat, multiplyAdd } from './vector';

/** dWeight[d] += x under the winners * dy[d], over one sample; `target` is channel d's gradient in the slot. */
export function weightGradientNine(
  task: Convolution,
  x: usize,
  dy: usize,
  winners: usize,
  target: usize,
): void {
  let g0 = v128.load(target);
  let g1 = v128.load(target, 16);
  let g2 = v128.load(target, 32);
  let g3 = v128.load(target, 48);
  let g4 = v128.load(target, 64);
  let g5 = v128.load(target, 80);
  let g6 = v128.load(target, 96);
  let g7 = v128.load(target, 112);
  let g8 = v128.load(target, 128);
  const rowStep = task.inputRowStep;
  const channelStep = task.outputChannels << 2;
  const rows = rowsOf(task);
  const rowBytes = rowBytesOf(task);
  for (let p = 0; p < rows; p++) {
    let dyAt = dy + p * task.outputRowStep;
    const end = dyAt + rowBytes;
    while (dyAt < end) {
      const s = loadSplat(dyAt);
      let at = x + load<u32>(winners);
      g0 = multiplyAdd(s, v128.load(at), g0);
      g1 = multiplyAdd(s, v128.load(at, 16), g1);
      g2 = multiplyAdd(s, v128.load(at, 32), g2);
      at += rowStep;
      g3 = multiplyAdd(s, v128.load(at), g3);
      g4 = multiplyAdd(s, v128.load(at, 16), g4);
      g5 = multiplyAdd(s, v128.load(at, 32), g5);
      at += rowStep;
      g6 = multiplyAdd(s, v128.load(at), g6);
      g7 = multiplyAdd(s, v128.load(at, 16), g7);
      g8 = multiplyAdd(s, v128.load(at, 32), g8);
      dyAt += channelStep;
      winners += channelStep;
    }
  }
  v128.store(target, g0);
  v128.store(target, g1, 16);
  v128.store(target, g2, 32);
  v128.store(target, g3, 48);
  v128.store(target, g4, 64);
  v128.store(target, g5, 80);
  v128.store(target, g6, 96);
  v128.store(target, g7, 112);
  v128.store(target, g8, 128);
}

/** dx under the winners += weight[d] * dy[d], over one sample; `weight` is channel d's kernel. */
export function inputGradientNine(
  task: Convolution,
  dx: usize,
  dy: usize,
  winners: usize,
  weight: usize,
): void {
  const w0 = v128.load(weight);
  const w1 = v128.load(weight, 16);
  const w2 = v128.load(weight, 32);
  const w3 = v128.load(weight, 48);
  const w4 = v128.load(weight, 64);
  const w5 = v128.load(weight, 80);
  const w6 = v128.load(weight, 96);
  const w7 = v128.load(weight, 112);
  const w8 = v128.load(weight, 128);
  const rowStep = task.inputRowStep;
  const channelStep = task.outputChannels << 2;
  const rows = rowsOf(task);
  const rowBytes = rowBytesOf(task);
  const step = task.apart * channelStep;
  for (let phase = 0; phase < task.apart; phase++) {
    for (let p = 0; p < rows; p++) {
      const row = dy + p * task.outputRowStep;
      const end = row + rowBytes;
      let winner = winners + p * rowBytes + phase * channelStep;
      for (let dyAt = row + phase * channelStep; dyAt < end; dyAt += step) {
        const s = loadSplat(dyAt);
        let at = dx + load<u32>(winner);
        v128.store(at, f32x4.add(v128.load(at), f32x4.mul(s, w0)));
        v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(s, w1)), 16);
        v128.store(at, f32x4.add(v128.load(at, 32), f32x4.mul(s, w2)), 32);
        at += rowStep;
        v128.store(at, f32x4.add(v128.load(at), f32x4.mul(s, w3)));
        v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(s, w4)), 16);
        v128.store(at, f32x4.add(v128.load(at, 32), f32x4.mul(s, w5)), 32);
        at += rowStep;
        v128.store(at, f32x4.add(v128.load(at), f32x4.mul(s, w6)));
        v128.store(at, f32x4.add(v128.load(at, 16), f32x4.mul(s, w7)), 16);
        v128.store(at, f32x4.add(v128.load(at, 32), f32x4.mul(s, w8)), 32);
        winner += step;
      }
    }
  }
}
