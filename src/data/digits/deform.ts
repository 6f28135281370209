/** Smooth deformations of a whole digit, in place: quadratic bend, three sine waves per axis, aspect, slant, rotation. */
import type { Hand, Wave } from './hand.ts';

/** Moves every point x0, y0, x1, y1, ... (in -50..50) of a digit. */
export function deform(points: Float64Array, hand: Hand): void {
  const { bend, slant } = hand;
  const stretchX = Math.sqrt(hand.aspect);
  const stretchY = 1 / stretchX;
  const cos = Math.cos(hand.rotation);
  const sin = Math.sin(hand.rotation);
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i];
    const y = points[i + 1];
    const xx = x * x;
    const xy = x * y;
    const yy = y * y;
    const bentX = x + bend[0] * xx + bend[1] * xy + bend[2] * yy + sum(hand.wavesX, x, y);
    const bentY = y + bend[3] * xx + bend[4] * xy + bend[5] * yy + sum(hand.wavesY, x, y);
    const tall = stretchY * bentY;
    const slanted = stretchX * bentX - slant * tall;
    points[i] = cos * slanted - sin * tall;
    points[i + 1] = sin * slanted + cos * tall;
  }
}

function sum(waves: readonly Wave[], x: number, y: number): number {
  let shift = 0;
  for (const { amplitude, kx, ky, phase } of waves)
    shift += amplitude * Math.sin(kx * x + ky * y + phase);
  return shift;
}
