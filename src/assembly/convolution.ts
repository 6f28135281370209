/**
 * Convolution (cross-correlation), ReLU and max-pooling in one pass; what is stored is the pooled output and which of a
 * window's outputs won it.
 *
 * Layout: [row][pixel][channel], so that the taps of one kernel row, (j, c), are neighbours in memory and the
 * convolution is a matrix product without being written out as one. Outputs that no window reads (an odd last row or
 * column) are never computed.
 * Blocking: a tile of 4 convolution outputs (those of a 2 x 2 window; without pooling four neighbours) x 8 output
 * channels, in eight vectors, as in matrix-product.ts. Weights lie by blocks of 8 channels, [d / 8][i][row tap][8], the
 * last block has 4 if the count asks for it.
 * Loop order: sample, output row, output pixel, block of channels, window in fours, kernel row, tap.
 * Among equal values the first in row-major order wins, so only a greater one takes over.
 */
import { Convolution } from './descriptors';
import { convolvePooled } from './convolution-pooled';
import { convolveSingle } from './convolution-single';
import { loadSplat, multiplyAdd, storePair } from './vector';
import { pool } from './pool';

/** Samples `from`... of the input (`count` of them) into places `to`... of the output. */
export function convolve(task: Convolution, from: i32, to: i32, count: i32): void {
  for (let r = 0; r < count; r++) {
    const input = task.input + (from + r) * task.inputSampleStep;
    const output = task.output + (to + r) * task.outputSampleStep;
    const winners = task.winners + (from + r) * task.winnersSampleStep;
    if (task.single) convolveSingle(task, input, output, winners);
    else if (task.pooled && task.windowGroups == 1 && (task.outputChannels & 7) == 0)
      convolvePooled(task, input, output, winners);
    else convolveSample(task, input, output, winners);
  }
}

function convolveSample(task: Convolution, input: usize, output: usize, winners: usize): void {
  const channels = task.outputChannels;
  const floor = f32x4.splat(task.relu ? 0 : -Infinity);
  for (let p = 0; p < task.outputHeight; p++) {
    let window = input + p * task.windowRowStep;
    let y = output + p * task.outputRowStep;
    if (task.pooled) {
      for (let q = 0; q < task.outputWidth; q++) {
        poolWindow(task, input, window, channels, y, winners, floor);
        window += task.windowPixelStep;
        y += channels << 2;
        winners += channels << 2;
      }
    } else {
      // Four neighbours at a time; the last tile steps back, or repeats its last pixel, rather than pass the end.
      const last = task.outputWidth > 4 ? task.outputWidth - 4 : 0;
      for (let q = 0; q < task.outputWidth; q += 4) {
        const start = min(q, last);
        const at = window + start * task.windowPixelStep;
        const z = y + ((start * channels) << 2);
        for (let d = 0; d < channels; d += 8) {
          if (d + 4 < channels) tile8(task, at, 0, d, z + (d << 2), 0, 0, true, floor);
          else tile4(task, at, 0, d, z + (d << 2), 0, 0, true, floor);
        }
      }
    }
  }
}

/** All channels of one pooled output, from the window of `input` that begins at `window`. */
// @ts-ignore: decorator
@inline
function poolWindow(
  task: Convolution,
  input: usize,
  window: usize,
  channels: i32,
  y: usize,
  winners: usize,
  floor: v128,
): void {
  for (let d = 0; d < channels; d += 8) {
    const wide = d + 4 < channels;
    for (let group = 0; group < task.windowGroups; group++) {
      const last = group + 1 == task.windowGroups;
      if (wide)
        tile8(task, window, group, d, y + (d << 2), winners + (d << 2), window - input, last, floor);
      else
        tile4(task, window, group, d, y + (d << 2), winners + (d << 2), window - input, last, floor);
    }
  }
}

/** Four outputs x 8 channels, pooled into `y` and `winners`, or, where `winners` is 0, one beside the other in `y`. */
function tile8(
  task: Convolution,
  window: usize,
  group: i32,
  d: i32,
  y: usize,
  winners: usize,
  base: usize,
  last: bool,
  floor: v128,
): void {
  const offsets = task.windowOffsets + (group << 4);
  const taps = task.kernelRowFloats;
  let w = task.blocks + d * ((task.kernelHeight * taps) << 2);
  let a0 = window + load<u32>(offsets);
  let a1 = window + load<u32>(offsets, 4);
  let a2 = window + load<u32>(offsets, 8);
  let a3 = window + load<u32>(offsets, 12);
  let c00 = v128.load(task.bias + (d << 2));
  let c01 = v128.load(task.bias + (d << 2), 16);
  let c10 = c00;
  let c11 = c01;
  let c20 = c00;
  let c21 = c01;
  let c30 = c00;
  let c31 = c01;
  const nextRow = task.inputRowStep - (taps << 2);
  for (let i = task.kernelHeight; i > 0; i--) {
    const end = w + (taps << 5);
    while (w < end) {
      const w0 = v128.load(w);
      const w1 = v128.load(w, 16);
      let s = loadSplat(a0);
      c00 = multiplyAdd(s, w0, c00);
      c01 = multiplyAdd(s, w1, c01);
      s = loadSplat(a1);
      c10 = multiplyAdd(s, w0, c10);
      c11 = multiplyAdd(s, w1, c11);
      s = loadSplat(a2);
      c20 = multiplyAdd(s, w0, c20);
      c21 = multiplyAdd(s, w1, c21);
      s = loadSplat(a3);
      c30 = multiplyAdd(s, w0, c30);
      c31 = multiplyAdd(s, w1, c31);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      w += 32;
    }
    a0 += nextRow;
    a1 += nextRow;
    a2 += nextRow;
    a3 += nextRow;
  }
  if (winners != 0) {
    pool(offsets, base, group == 0, last, floor, y, winners, c00, c10, c20, c30);
    pool(offsets, base, group == 0, last, floor, y + 16, winners + 16, c01, c11, c21, c31);
    return;
  }
  const pixel = task.outputChannels << 2;
  const end = task.outputWidth < 4 ? <usize>(task.outputWidth - 1) * pixel : 3 * pixel;
  storePair(y, f32x4.pmax(c00, floor), f32x4.pmax(c01, floor));
  y += min(pixel, end);
  storePair(y, f32x4.pmax(c10, floor), f32x4.pmax(c11, floor));
  y += min(2 * pixel, end) - min(pixel, end);
  storePair(y, f32x4.pmax(c20, floor), f32x4.pmax(c21, floor));
  y += end - min(2 * pixel, end);
  storePair(y, f32x4.pmax(c30, floor), f32x4.pmax(c31, floor));
}

/** The same for a last block of 4 channels. */
function tile4(
  task: Convolution,
  window: usize,
  group: i32,
  d: i32,
  y: usize,
  winners: usize,
  base: usize,
  last: bool,
  floor: v128,
): void {
  const offsets = task.windowOffsets + (group << 4);
  const taps = task.kernelRowFloats;
  let w = task.blocks + d * ((task.kernelHeight * taps) << 2);
  let a0 = window + load<u32>(offsets);
  let a1 = window + load<u32>(offsets, 4);
  let a2 = window + load<u32>(offsets, 8);
  let a3 = window + load<u32>(offsets, 12);
  let c0 = v128.load(task.bias + (d << 2));
  let c1 = c0;
  let c2 = c0;
  let c3 = c0;
  const nextRow = task.inputRowStep - (taps << 2);
  for (let i = task.kernelHeight; i > 0; i--) {
    const end = w + (taps << 4);
    while (w < end) {
      const w0 = v128.load(w);
      c0 = multiplyAdd(loadSplat(a0), w0, c0);
      c1 = multiplyAdd(loadSplat(a1), w0, c1);
      c2 = multiplyAdd(loadSplat(a2), w0, c2);
      c3 = multiplyAdd(loadSplat(a3), w0, c3);
      a0 += 4;
      a1 += 4;
      a2 += 4;
      a3 += 4;
      w += 16;
    }
    a0 += nextRow;
    a1 += nextRow;
    a2 += nextRow;
    a3 += nextRow;
  }
  if (winners != 0) {
    pool(offsets, base, group == 0, last, floor, y, winners, c0, c1, c2, c3);
    return;
  }
  const pixel = task.outputChannels << 2;
  const end = task.outputWidth < 4 ? <usize>(task.outputWidth - 1) * pixel : 3 * pixel;
  v128.store(y, f32x4.pmax(c0, floor));
  v128.store(y + min(pixel, end), f32x4.pmax(c1, floor));
  v128.store(y + min(2 * pixel, end), f32x4.pmax(c2, floor));
  v128.store(y + end, f32x4.pmax(c3, floor));
}

/** Copies the weights [d][tap vector][4] into the blocks of the forward pass. */
export function packBlocks(task: Convolution): void {
  const taps = task.kernelRowFloats;
  const vectors = (taps + 3) >> 2;
  const channels = task.outputChannels;
  let target = task.blocks;
  for (let d = 0; d < channels;) {
    const width = task.single || d + 4 >= channels ? 4 : 8;
    for (let i = 0; i < task.kernelHeight; i++)
      for (let t = 0; t < taps; t++)
        for (let lane = 0; lane < width; lane++) {
          const vector = (d + lane) * task.tapVectors + i * vectors;
          store<f32>(target, load<f32>(task.weight + (vector << 4) + (t << 2)));
          target += 4;
        }
    d += width;
  }
}
