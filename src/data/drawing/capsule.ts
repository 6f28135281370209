/**
 * One straight piece of a line drawn with a round pen: a capsule whose radius may change from end to end. Ink is 1 inside
 * and 0 outside, and falls over one pixel across the edge; where pieces overlap the darker one counts.
 */

/** Ink [height, width] from 0 (paper) to 1, row by row. */
export interface Canvas {
  readonly data: Float32Array;
  readonly height: number;
  readonly width: number;
}

/**
 * Draws a piece from (x, y), where the pen's radius is `radius`, to (x + dx, y + dy), where it is `radius` + `growth`. All
 * are in pixels; pixel (h, w) covers w to w + 1 along x and h to h + 1 along y. What lies outside of the canvas is cut off.
 */
export function drawCapsule(
  { data, height, width }: Canvas,
  [x, y]: readonly [x: number, y: number],
  [dx, dy]: readonly [dx: number, dy: number],
  [radius, growth]: readonly [radius: number, growth: number],
): void {
  // The middle of pixel (h, w) is at (w + 0.5, h + 0.5).
  const ax = x - 0.5;
  const ay = y - 0.5;
  const reach = Math.max(radius, radius + growth) + 0.5;
  const w0 = Math.max(0, Math.ceil(Math.min(ax, ax + dx) - reach));
  const w1 = Math.min(width - 1, Math.floor(Math.max(ax, ax + dx) + reach));
  const h0 = Math.max(0, Math.ceil(Math.min(ay, ay + dy) - reach));
  const h1 = Math.min(height - 1, Math.floor(Math.max(ay, ay + dy) + reach));
  const lengthSquared = dx * dx + dy * dy;
  const inverse = lengthSquared > 0 ? 1 / lengthSquared : 0;
  for (let h = h0; h <= h1; h++)
    for (let w = w0; w <= w1; w++) {
      const px = w - ax;
      const py = h - ay;
      const t = Math.min(1, Math.max(0, (px * dx + py * dy) * inverse));
      const ex = px - t * dx;
      const ey = py - t * dy;
      const edge = radius + t * growth + 0.5;
      const squared = ex * ex + ey * ey;
      if (squared >= edge * edge) continue;
      const value = edge - Math.sqrt(squared);
      const pixel = h * width + w;
      if (value > data[pixel]) data[pixel] = value > 1 ? 1 : value;
    }
}
