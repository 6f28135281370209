import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tensor, type Tensor } from '#engine/tensor.ts';
import { readDataSet } from '../node.ts';
import { boxSize, imageSize, normalise } from './normalise.ts';

const blank = (height: number, width: number): Tensor =>
  tensor([1, height, width], new Float32Array(height * width));

/** Ink `value` in a box, on paper. */
function withBox(paper: Tensor, { top = 0, left = 0, height = 1, width = 1, value = 1 }): Tensor {
  const [, , W] = paper.shape;
  const data = paper.data.slice();
  for (let h = top; h < top + height; h++) data.fill(value, h * W + left, h * W + left + width);
  return { ...paper, data };
}

const sum = ({ data }: Tensor): number => [...data].reduce((a, b) => a + b, 0);

describe('normalise(ink)', () => {
  it('has nothing to say of a blank drawing, nor of one without a pixel', () => {
    expect(normalise(blank(40, 30))).toBeUndefined();
    expect(normalise(blank(0, 0))).toBeUndefined();
    expect(normalise(withBox(blank(9, 9), { value: NaN }))).toBeUndefined();
  });

  it('scales the box to 20 pixels along its longer side and keeps its proportions', () => {
    const tall = { top: 7, left: 3, height: 60, width: 30 };
    const { box, scaled } = normalise(withBox(blank(80, 90), tall))!;
    expect(box).toEqual(tall);
    expect(scaled.shape).toEqual([1, 20, 10]);
    expect(new Set(scaled.data)).toEqual(new Set([1]));
    const wide = normalise(withBox(blank(80, 90), { height: 15, width: 60 }))!;
    expect(wide.scaled.shape).toEqual([1, 5, 20]);
    const small = normalise(withBox(blank(80, 90), { height: 2, width: 5 }))!;
    expect(small.scaled.shape).toEqual([1, 8, 20]);
  });

  it('gives a pixel that the ink covers in part so much grey', () => {
    // 25 rows become 20: 6 columns become 4.8.
    const { scaled } = normalise(withBox(blank(25, 6), { height: 25, width: 6 }))!;
    expect(scaled.shape).toEqual([1, 20, 5]);
    const row = [...scaled.data.subarray(0, 5)];
    expect(row.slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(row[4]).toBeCloseTo(0.8, 6);
  });

  it('keeps the ink: its sum shrinks as the area does, and no pixel is darker than full', () => {
    const drawing = withBox(withBox(blank(70, 70), { height: 47, width: 9 }), {
      ...{ top: 20, left: 5, height: 8, width: 31, value: 0.6 },
    });
    const { scaled, image } = normalise(drawing)!;
    expect(sum(scaled)).toBeCloseTo(sum(drawing) * (boxSize / 47) ** 2, 4);
    expect(sum(image)).toBeCloseTo(sum(scaled), 6);
    expect(Math.max(...image.data)).toBeLessThanOrEqual(1);
  });

  it('puts the centre of mass into the pixel (14, 14) of 28 x 28', () => {
    const drawing = withBox(withBox(blank(40, 40), { height: 40, width: 6 }), {
      ...{ top: 30, height: 10, width: 20 },
    });
    const { image, centreOfMass, offset, scaled } = normalise(drawing)!;
    expect(image.shape).toEqual([1, imageSize, imageSize]);
    const [, height, width] = scaled.shape;
    let [h, w] = [0, 0];
    for (const [k, ink] of image.data.entries()) {
      h += (ink * Math.floor(k / imageSize)) / sum(image);
      w += (ink * (k % imageSize)) / sum(image);
    }
    expect(h).toBeCloseTo(centreOfMass.h + offset.h, 5);
    expect(w).toBeCloseTo(centreOfMass.w + offset.w, 5);
    expect(Math.abs(h - 14)).toBeLessThanOrEqual(0.5);
    expect(Math.abs(w - 14)).toBeLessThanOrEqual(0.5);
    expect(offset.h + height).toBeLessThanOrEqual(imageSize);
    expect(offset.w + width).toBeLessThanOrEqual(imageSize);
  });

  it('does not ask where on the pad, or how large, a digit was drawn', () => {
    const hook = (paper: Tensor, top: number, left: number, size: number): Tensor =>
      withBox(withBox(paper, { top, left, height: 30 * size, width: 5 * size }), {
        ...{ top: top + 25 * size, left, height: 5 * size, width: 20 * size },
      });
    const [here, there, twice] = [
      hook(blank(80, 80), 0, 0, 1),
      hook(blank(80, 80), 41, 33, 1),
      hook(blank(80, 80), 9, 14, 2),
    ].map((drawing) => normalise(drawing)!.image);
    expect(there).toEqual(here);
    for (const [k, ink] of twice.data.entries()) expect(ink).toBeCloseTo(here.data[k], 6);
  });
});

const mnist = [process.env['MNIST_DIR'], '../shared/mnist'].find(
  (folder) => folder && existsSync(folder),
);
/** To read MNIST and normalise ten thousand images on a busy core, in milliseconds. */
const patience = 60_000;

describe.skipIf(!mnist)('normalise(an image of MNIST)', () => {
  it(
    'changes nothing in an image whose box is 20 pixels long: MNIST is normalised so',
    async () => {
      const { pixels, count } = (await readDataSet(mnist!)).test;
      const [changed, others]: number[][] = [[], []];
      for (let n = 0; n < count; n++) {
        const bytes = pixels.subarray(n * imageSize ** 2, (n + 1) * imageSize ** 2);
        const ink = Float32Array.from(bytes, (byte) => byte / 255);
        const { box, image } = normalise(tensor([1, imageSize, imageSize], ink))!;
        if (Math.max(box.height, box.width) !== boxSize) others.push(n);
        else if (image.data.some((value, k) => Math.round(255 * value) !== bytes[k]))
          changed.push(n);
      }
      expect(changed).toEqual([]);
      // Some of the ten thousand are 19 pixels long.
      expect(others).toHaveLength(3);
    },
    patience,
  );
});
