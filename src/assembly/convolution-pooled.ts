/**
 * Convolution with 2 x 2 pooling into a multiple of eight channels: the second layer of the article's network. The tile
 * of convolution.ts, with everything that the tiles of a sample share taken out of the loop.
 *
 * Loop order: block of 8 channels, output row, output pixel, kernel row, tap: a block's weights (36 x 8 floats for 3 x 3
 * over four channels) and the sample's input stay in the first cache.
 */
import { Convolution } from './descriptors';
import { loadSplat, multiplyAdd } from './vector';
import { pool } from './pool';

export function convolvePooled(
  task: Convolution,
  input: usize,
  output: usize,
  winners: usize,
): void {
  const channels = task.outputChannels;
  const kernelHeight = task.kernelHeight;
  const rowBytes = task.kernelRowFloats << 2;
  const blockRow = rowBytes << 3;
  const nextRow = task.inputRowStep - rowBytes;
  const offsets = task.windowOffsets;
  const o1: usize = load<u32>(offsets, 4);
  const o2: usize = load<u32>(offsets, 8);
  const o3: usize = load<u32>(offsets, 12);
  const windowStep = task.windowPixelStep;
  const floor = f32x4.splat(task.relu ? 0 : -Infinity);
  const channelStep = channels << 2;
  const rowLength = task.outputWidth * channelStep;
  for (let d = 0; d < channels; d += 8) {
    const block = task.blocks + d * kernelHeight * rowBytes;
    const bias = task.bias + (d << 2);
    let winner = winners + (d << 2);
    for (let p = 0; p < task.outputHeight; p++) {
      let window = input + p * task.windowRowStep;
      let y = output + p * task.outputRowStep + (d << 2);
      const end = y + rowLength;
      while (y < end) {
        let a = window;
        let w = block;
        let c00 = v128.load(bias);
        let c01 = v128.load(bias, 16);
        let c10 = c00;
        let c11 = c01;
        let c20 = c00;
        let c21 = c01;
        let c30 = c00;
        let c31 = c01;
        for (let i = kernelHeight; i > 0; i--) {
          const rowEnd = w + blockRow;
          while (w < rowEnd) {
            const w0 = v128.load(w);
            const w1 = v128.load(w, 16);
            let s = loadSplat(a);
            c00 = multiplyAdd(s, w0, c00);
            c01 = multiplyAdd(s, w1, c01);
            s = loadSplat(a + o1);
            c10 = multiplyAdd(s, w0, c10);
            c11 = multiplyAdd(s, w1, c11);
            s = loadSplat(a + o2);
            c20 = multiplyAdd(s, w0, c20);
            c21 = multiplyAdd(s, w1, c21);
            s = loadSplat(a + o3);
            c30 = multiplyAdd(s, w0, c30);
            c31 = multiplyAdd(s, w1, c31);
            a += 4;
            w += 32;
          }
          a += nextRow;
        }
        pool(offsets, window - input, true, true, floor, y, winner, c00, c10, c20, c30);
        pool(offsets, window - input, true, true, floor, y + 16, winner + 16, c01, c11, c21, c31);
        window += windowStep;
        y += channelStep;
        winner += channelStep;
      }
    }
  }
}
