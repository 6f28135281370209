/**
 * The gradient of a convolution's input: each pooled output's dy, times the kernel, is added to the patch under its
 * winner (scatter form; three in four convolution outputs have no gradient and cost nothing).
 *
 *   dx[winner + tap] += weight[d][tap] * dy[d]
 *
 * Blocking: three tap vectors of one output channel stay in registers while all pooled outputs of a sample pass.
 * Loop order: sample, output channel, three tap vectors, every `apart`-th output pixel, output row, output pixel:
 * neighbouring windows overlap, and a sum that reads what was written a moment ago would wait for it. For the same
 * reason a multiplication and an addition are used and not the fused one: only the addition has to wait.
 */
import { Convolution } from './descriptors';
import { inputGradientNine } from './convolution-nine';
import { rowBytesOf, rowsOf } from './rows';
import { loadSplat } from './vector';

/** Samples `from`... of the input gradient, `to`... of the output gradient, `count` of them. */
export function convolutionInputGradient(task: Convolution, from: i32, to: i32, count: i32): void {
  for (let r = 0; r < count; r++) {
    const dx = task.inputGradient + (from + r) * task.inputSampleStep;
    memory.fill(dx, 0, task.inputSampleStep);
    const dy = task.outputGradient + (to + r) * task.outputSampleStep;
    const winners = task.winners + (from + r) * task.winnersSampleStep;
    for (let d = 0; d < task.outputChannels; d++)
      if (task.nine)
        inputGradientNine(task, dx, dy + (d << 2), winners + (d << 2), task.weight + d * 144);
      else
        for (let v = 0; v < task.tapVectors; v += 3)
          scatter(task, dx, dy + (d << 2), winners + (d << 2), d, v);
  }
}

function scatter(task: Convolution, dx: usize, dy: usize, winners: usize, d: i32, v: i32): void {
  const offsets = task.tapOffsets + (v << 2);
  const o0: usize = load<u32>(offsets);
  const o1: usize = load<u32>(offsets, 4);
  const o2: usize = load<u32>(offsets, 8);
  const weight = task.weight + ((d * task.tapVectors + v) << 4);
  const w0 = v128.load(weight);
  const w1 = v128.load(weight, 16);
  const w2 = v128.load(weight, 32);
  const rows = rowsOf(task);
  const rowBytes = rowBytesOf(task);
  const channelStep = task.outputChannels << 2;
  const step = task.apart * channelStep;
  for (let phase = 0; phase < task.apart; phase++) {
    for (let p = 0; p < rows; p++) {
      const row = dy + p * task.outputRowStep;
      const end = row + rowBytes;
      let winner = winners + p * rowBytes + phase * channelStep;
      for (let dyAt = row + phase * channelStep; dyAt < end; dyAt += step) {
        const s = loadSplat(dyAt);
        const at = dx + load<u32>(winner);
        v128.store(at + o0, f32x4.add(v128.load(at + o0), f32x4.mul(s, w0)));
        v128.store(at + o1, f32x4.add(v128.load(at + o1), f32x4.mul(s, w1)));
        v128.store(at + o2, f32x4.add(v128.load(at + o2), f32x4.mul(s, w2)));
        winner += step;
      }
    }
  }
}

/** Puts `gradient` to zero where ReLU had nothing above zero to pass on: `bytes` of both, from where they begin. */
export function maskGradient(gradient: usize, activation: usize, bytes: i32): void {
  const none = f32x4.splat(0);
  const end = gradient + bytes;
  for (; gradient < end; gradient += 16, activation += 16)
    v128.store(gradient, v128.and(v128.load(gradient), f32x4.gt(v128.load(activation), none)));
}
