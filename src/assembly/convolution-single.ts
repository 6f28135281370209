/**
 * The first convolution of a network on grey images: one input channel, 3 x 3 kernel, 2 x 2 pooling.
 *
 * The four outputs of a window read 4 x 4 pixels between them, so each pixel is loaded once and used up to four times:
 * 16 loads for 36 multiply-adds. Blocking: one window x 4 output channels; nine weight vectors stay in registers over
 * the whole image beside four sums. Loop order: block of channels, output row, output pixel.
 */
import { Convolution } from './descriptors';
import { loadSplat, multiplyAdd } from './vector';
import { pool } from './pool';

export function convolveSingle(
  task: Convolution,
  input: usize,
  output: usize,
  winners: usize,
): void {
  const channels = task.outputChannels;
  const rowStep = task.inputRowStep;
  const offsets = task.windowOffsets;
  const floor = f32x4.splat(task.relu ? 0 : -Infinity);
  for (let d = 0; d < channels; d += 4) {
    const w = task.blocks + d * 36;
    const w0 = v128.load(w);
    const w1 = v128.load(w, 16);
    const w2 = v128.load(w, 32);
    const w3 = v128.load(w, 48);
    const w4 = v128.load(w, 64);
    const w5 = v128.load(w, 80);
    const w6 = v128.load(w, 96);
    const w7 = v128.load(w, 112);
    const w8 = v128.load(w, 128);
    const bias = task.bias + (d << 2);
    let winner = winners + (d << 2);
    for (let p = 0; p < task.outputHeight; p++) {
      let x = input + p * task.windowRowStep;
      let y = output + p * task.outputRowStep + (d << 2);
      const end = y + ((task.outputWidth * channels) << 2);
      while (y < end) {
        let row = x;
        let c0 = v128.load(bias);
        let c1 = c0;
        let c2 = c0;
        let c3 = c0;
        let s = loadSplat(row);
        c0 = multiplyAdd(s, w0, c0);
        s = loadSplat(row, 4);
        c0 = multiplyAdd(s, w1, c0);
        c1 = multiplyAdd(s, w0, c1);
        s = loadSplat(row, 8);
        c0 = multiplyAdd(s, w2, c0);
        c1 = multiplyAdd(s, w1, c1);
        s = loadSplat(row, 12);
        c1 = multiplyAdd(s, w2, c1);
        row += rowStep;
        s = loadSplat(row);
        c0 = multiplyAdd(s, w3, c0);
        c2 = multiplyAdd(s, w0, c2);
        s = loadSplat(row, 4);
        c0 = multiplyAdd(s, w4, c0);
        c1 = multiplyAdd(s, w3, c1);
        c2 = multiplyAdd(s, w1, c2);
        c3 = multiplyAdd(s, w0, c3);
        s = loadSplat(row, 8);
        c0 = multiplyAdd(s, w5, c0);
        c1 = multiplyAdd(s, w4, c1);
        c2 = multiplyAdd(s, w2, c2);
        c3 = multiplyAdd(s, w1, c3);
        s = loadSplat(row, 12);
        c1 = multiplyAdd(s, w5, c1);
        c3 = multiplyAdd(s, w2, c3);
        row += rowStep;
        s = loadSplat(row);
        c0 = multiplyAdd(s, w6, c0);
        c2 = multiplyAdd(s, w3, c2);
        s = loadSplat(row, 4);
        c0 = multiplyAdd(s, w7, c0);
        c1 = multiplyAdd(s, w6, c1);
        c2 = multiplyAdd(s, w4, c2);
        c3 = multiplyAdd(s, w3, c3);
        s = loadSplat(row, 8);
        c0 = multiplyAdd(s, w8, c0);
        c1 = multiplyAdd(s, w7, c1);
        c2 = multiplyAdd(s, w5, c2);
        c3 = multiplyAdd(s, w4, c3);
        s = loadSplat(row, 12);
        c1 = multiplyAdd(s, w8, c1);
        c3 = multiplyAdd(s, w5, c3);
        row += rowStep;
        s = loadSplat(row);
        c2 = multiplyAdd(s, w6, c2);
        s = loadSplat(row, 4);
        c2 = multiplyAdd(s, w7, c2);
        c3 = multiplyAdd(s, w6, c3);
        s = loadSplat(row, 8);
        c2 = multiplyAdd(s, w8, c2);
        c3 = multiplyAdd(s, w7, c3);
        s = loadSplat(row, 12);
        c3 = multiplyAdd(s, w8, c3);
        pool(offsets, x - input, true, true, floor, y, winner, c0, c1, c2, c3);
        x += task.windowPixelStep;
        y += channels << 2;
        winner += channels << 2;
      }
    }
  }
}
