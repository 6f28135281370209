/**
 * Rows of the byte data set become the network's float32 input.
 *
 * Loop order: row of the batch, image row, pixel (four at a time for one channel). A shifted image takes its rows and
 * pixels from elsewhere; what moves in is 0. The division is exact (rounded once), so that the input equals the
 * readable engine's to the bit. The border around the image, if there is one, is zero already and stays so.
 */
import { Gather } from './descriptors';

/** Writes `count` images: rows `row`... of the batch into places `place`... of the output. */
export function gather(task: Gather, pixels: usize, row: i32, place: i32, count: i32): void {
  const height = task.height;
  const width = task.width;
  const channels = task.channels;
  const imageBytes = height * width * channels;
  for (let r = 0; r < count; r++) {
    const index = load<u32>(task.indices + ((row + r) << 2));
    const image = pixels + index * imageBytes;
    const output = task.output + (place + r) * task.outputSampleStep;
    let down = 0;
    let right = 0;
    if (task.shifts != 0) {
      down = load<i8>(task.shifts + ((row + r) << 1));
      right = load<i8>(task.shifts + ((row + r) << 1) + 1);
      if (down != 0 || right != 0)
        memory.fill(output, 0, (height - 1) * task.outputRowStep + ((width * channels) << 2));
    }
    const top = max(0, down);
    const bottom = min(height, height + down);
    const from = max(0, right);
    const length = min(width, width + right) - from;
    if (length <= 0) continue;
    if (
      channels == 1 &&
      length == width &&
      top == 0 &&
      bottom == height &&
      task.outputRowStep == width << 2
    ) {
      convert(image, output, imageBytes, task.divisor);
      continue;
    }
    for (let h = top; h < bottom; h++) {
      const target = output + h * task.outputRowStep + ((from * channels) << 2);
      const start = (h - down) * width + from - right;
      if (channels == 1) convert(image + start, target, length, task.divisor);
      else
        for (let w = 0; w < length; w++)
          for (let c = 0; c < channels; c++)
            store<f32>(
              target + ((w * channels + c) << 2),
              <f32>load<u8>(image + c * height * width + start + w) / task.divisor,
            );
    }
  }
}

/** `length` bytes at `source` become as many floats at `target`. */
function convert(source: usize, target: usize, length: i32, divisor: f32): void {
  const divisors = f32x4.splat(divisor);
  let w = 0;
  for (; w + 4 <= length; w += 4) {
    const bytes = v128.load_zero<u32>(source + w);
    const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
    v128.store(target + (w << 2), f32x4.div(f32x4.convert_i32x4_u(words), divisors));
  }
  for (; w < length; w++) store<f32>(target + (w << 2), <f32>load<u8>(source + w) / divisor);
}
