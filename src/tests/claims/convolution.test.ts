/** Claims of the chapters *Convolution, forward* and *Convolution, backward*, each under its sentence. */
import { describe, expect, test } from 'vitest';
import { conv2d } from '#engine/index.ts';
import { mulberry32, uniform } from '#engine/random.ts';
import { conv2dSizes, outputSize } from '#engine/shape.ts';
import { tensor, zeros, type Pair, type Tensor } from '#engine/tensor.ts';
import { zeroPad } from '#engine/ops/zero-pad.ts';

/** Whole numbers, so that sums in any order are equal to the bit. */
function whole(shape: readonly number[], seed: number): Tensor {
  const random = mulberry32(seed);
  const result = zeros(shape);
  for (let k = 0; k < result.data.length; k++) result.data[k] = Math.floor(9 * uniform(random)) - 4;
  return result;
}

interface Sizes {
  readonly H: number;
  readonly k: number;
  readonly s: number;
  readonly r: number;
}

/** All that fit, with at least one window. */
const settings: Sizes[] = [4, 5, 6, 7, 8].flatMap((H) =>
  [1, 2, 3, 4].flatMap((k) =>
    [1, 2, 3].flatMap((s) =>
      Array.from({ length: k }, (_, r) => ({ H, k, s, r })).filter((one) => one.H + 2 * one.r >= k),
    ),
  ),
);

describe('"just as many more rows of zeros belong below dy"', () => {
  /** dy with s − 1 zeros in each hole, k − 1 − r zeros around it, and `more` below and to the right of it. */
  function spread(dy: Tensor, { k, s, r }: Sizes, more: number): Tensor {
    const [, , o] = dy.shape;
    const side = (o - 1) * s + 1 + 2 * (k - 1 - r) + more;
    const result = zeros([1, 1, side, side]);
    const place = (at: number): number => k - 1 - r + at * s;
    for (let p = 0; p < o; p++)
      for (let q = 0; q < o; q++) result.data[place(p) * side + place(q)] = dy.data[p * o + q];
    return result;
  }

  const turned = ({ shape, data }: Tensor): Tensor => tensor(shape, data.toReversed());

  test.each(settings)('H $H, k $k, s $s, r $r', (one) => {
    const { H, k, s, r } = one;
    const [stride, padding]: Pair[] = [
      [s, s],
      [r, r],
    ];
    const inputs = { x: whole([1, 1, H, H], 1), weight: whole([1, 1, k, k], 2), bias: zeros([1]) };
    const o = outputSize(H, k, s, r);
    const dy = whole([1, 1, o, o], 3);
    const dx = conv2d.backward(dy, inputs, { stride, padding }).x;

    const more = (H + 2 * r - k) % s;
    const slide = (x: Tensor) => conv2d.forward({ ...inputs, x, weight: turned(inputs.weight) });
    expect(slide(spread(dy, one, more))).toEqual(dx);
    const withoutMore = slide(spread(dy, one, 0)).shape[2];
    expect(withoutMore).toBe((o - 1) * s + k - 2 * r);
    expect(H - withoutMore!).toBe(more);
  });
});

describe('"we walk up through the kernel"', () => {
  /** The kernel rows through which outputs from above to below read row h. */
  const rowsOf = (h: number, { H, k, s, r }: Sizes): number[] =>
    Array.from({ length: outputSize(H, k, s, r) }, (_, p) => h + r - p * s).filter(
      (i) => i >= 0 && i < k,
    );

  test('at stride 1 and far from the border from the last row to the first', () => {
    expect(rowsOf(4, { H: 9, k: 3, s: 1, r: 0 })).toEqual([2, 1, 0]);
  });

  test('at stride 2 every second row, at the border fewer, and always up', () => {
    expect(rowsOf(4, { H: 9, k: 3, s: 2, r: 0 })).toEqual([2, 0]);
    expect(rowsOf(3, { H: 9, k: 3, s: 2, r: 0 })).toEqual([1]);
    expect(rowsOf(1, { H: 9, k: 3, s: 1, r: 0 })).toEqual([1, 0]);
    for (const one of settings)
      for (let h = 0; h < one.H; h++) {
        const rows = rowsOf(h, one);
        expect(rows).toEqual(rows.toSorted((a, b) => b - a));
      }
  });
});

test('"In four, once for every output cell": each weight of 3×3 on 4×4', () => {
  const ones = (shape: number[]) =>
    tensor(shape, new Float64Array(zeros(shape).data.length).fill(1));
  const inputs = { x: ones([1, 1, 4, 4]), weight: ones([1, 1, 3, 3]), bias: zeros([1]) };
  const { weight } = conv2d.backward(ones([1, 1, 2, 2]), inputs);
  expect([...weight.data]).toEqual(Array<number>(9).fill(4));
});

test('"the gradient with respect to the kernel is again a convolution, and its kernel is the gradient that came in"', () => {
  const x = whole([1, 1, 6, 6], 4);
  const inputs = { x, weight: whole([1, 1, 3, 3], 5), bias: zeros([1]) };
  const padding: Pair = [1, 1];
  const dy = whole([1, 1, 6, 6], 6);
  const padded = { x: zeroPad(x, padding), weight: dy, bias: zeros([1]) };
  expect(conv2d.forward(padded).data).toEqual(conv2d.backward(dy, inputs, { padding }).weight.data);
});

test('"All of dy is 1": in the middle the sum of all weights that read the channel, near the border of those that could', () => {
  const weight = whole([2, 3, 3, 3], 7);
  const inputs = { x: whole([1, 3, 7, 7], 8), weight, bias: zeros([2]) };
  const dy = tensor([1, 2, 5, 5], new Float64Array(50).fill(1));
  const dx = conv2d.backward(dy, inputs).x;
  const kernel = (d: number, c: number) => [
    ...weight.data.subarray((d * 3 + c) * 9, (d * 3 + c + 1) * 9),
  ];
  for (let c = 0; c < 3; c++) {
    const sum = [...kernel(0, c), ...kernel(1, c)].reduce((a, b) => a + b);
    expect(dx.data[(c * 7 + 3) * 7 + 3]).toBe(sum);
    expect(dx.data[c * 49]).toBe(kernel(0, c)[0]! + kernel(1, c)[0]!);
  }
});

test('"for a 3×3 kernel and padding 1 it is a single number for each pair of channels"', () => {
  // Sliding dy over the input without its frame, as the article does.
  const { oH, oW } = conv2dSizes([1, 1, 5, 5], [1, 1, 3, 3], [1], { padding: [1, 1] });
  const cropped = conv2dSizes([1, 1, 5, 5], [1, 1, oH, oW], [1]);
  expect([cropped.oH, cropped.oW]).toEqual([1, 1]);
});

describe('"At any other stride the code divides the number of places by the stride and rounds down"', () => {
  const article = ({ H, k, s, r }: Sizes): number => Math.floor((H + 2 * r - k + 1) / s);
  const isShort = (one: Sizes): boolean =>
    article(one) === outputSize(one.H, one.k, one.s, one.r) - 1;

  test('it is right at stride 1', () => {
    expect(settings.filter((one) => one.s === 1 && isShort(one))).toEqual([]);
  });

  test('it loses a row whenever the stride does not divide the places evenly', () => {
    for (const one of settings) {
      const places = one.H + 2 * one.r - one.k + 1;
      expect(isShort(one), JSON.stringify(one)).toBe(places % one.s !== 0);
    }
  });

  test('always where the kernel fits exactly', () => {
    const exact = settings.filter(({ H, k, s, r }) => s > 1 && (H + 2 * r - k) % s === 0);
    expect(exact.length).toBeGreaterThan(5);
    expect(exact.every(isShort)).toBe(true);
  });
});

test('"One, and nine": outputs that read the corner, and the third row and column', () => {
  const ones = (shape: number[], size: number) => tensor(shape, new Float64Array(size).fill(1));
  const inputs = { x: zeros([1, 1, 6, 6]), weight: ones([1, 1, 3, 3], 9), bias: zeros([1]) };
  const { x: readers } = conv2d.backward(ones([1, 1, 4, 4], 16), inputs);
  expect([readers.data[0], readers.data[2 * 6 + 2]]).toEqual([1, 9]);
});
