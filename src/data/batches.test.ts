import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import { createBatches } from './batches.ts';

const epochOf = (batches: ReturnType<typeof createBatches>, epoch: number) =>
  Array.from({ length: batches.perEpoch }, (_, index) => batches.batch(epoch, index)).flatMap(
    ({ indices }) => [...indices],
  );

test('createBatches gives every image once an epoch, the last batch what is left', () => {
  fc.assert(
    fc.property(
      fc.nat(50),
      fc.integer({ min: 1, max: 60 }),
      fc.integer(),
      fc.nat(5),
      (count, batchSize, seed, epoch) => {
        const batches = createBatches({ count, batchSize, seed });
        expect(batches.perEpoch).toBe(Math.ceil(count / batchSize));
        for (let index = 0; index < batches.perEpoch; index++)
          expect(batches.batch(epoch, index).indices.length).toBe(
            Math.min(batchSize, count - index * batchSize),
          );
        const order = epochOf(batches, epoch).sort((a, b) => a - b);
        expect(order).toEqual(Array.from({ length: count }, (_, n) => n));
      },
    ),
    { seed: 1 },
  );
});

test('createBatches shuffles anew every epoch, and alike for the same seed', () => {
  const plan = { count: 12, batchSize: 5, seed: 7 };
  const batches = createBatches(plan);
  const orders = [0, 1, 2].map((epoch) => epochOf(batches, epoch));
  expect(orders).toMatchInlineSnapshot(`
    [
      [
        8,
        7,
        0,
        10,
        3,
        5,
        4,
        2,
        6,
        1,
        9,
        11,
      ],
      [
        2,
        1,
        5,
        4,
        8,
        9,
        7,
        6,
        10,
        0,
        3,
        11,
      ],
      [
        5,
        6,
        7,
        0,
        4,
        3,
        9,
        1,
        11,
        8,
        10,
        2,
      ],
    ]
  `);
  expect(new Set(orders.map(String)).size).toBe(3);
  expect(epochOf(createBatches({ ...plan, seed: 8 }), 0)).not.toEqual(orders[0]);
});

test('createBatches gives any batch without those before it', () => {
  const plan = { count: 100, batchSize: 16, seed: 3, maxShift: 2 };
  const batches = createBatches(plan);
  const last = batches.batch(4, 6);
  const copy = { ...last, indices: last.indices.slice(), shifts: last.shifts?.slice() };
  batches.batch(2, 3);
  expect(batches.batch(4, 6)).toEqual(copy);
  expect(createBatches(plan).batch(4, 6)).toEqual(copy);
});

test('createBatches allocates nothing for a batch', () => {
  const batches = createBatches({ count: 10, batchSize: 5, seed: 1, maxShift: 1 });
  expect(batches.batch(3, 1)).toBe(batches.batch(0, 1));
});

test('createBatches adds shifts without changing the order', () => {
  const plan = { count: 2000, batchSize: 300, seed: 5 };
  const plain = createBatches(plan);
  const shifted = createBatches({ ...plan, maxShift: 2 });
  expect(plain.batch(1, 0).shifts).toBeUndefined();
  expect(epochOf(shifted, 1)).toEqual(epochOf(plain, 1));
  const counts = new Map<string, number>();
  for (let index = 0; index < shifted.perEpoch; index++) {
    const { indices, shifts } = shifted.batch(1, index);
    expect(shifts?.length).toBe(2 * indices.length);
    for (let n = 0; n < indices.length; n++) {
      const pair = `${shifts?.[2 * n]} ${shifts?.[2 * n + 1]}`;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
  }
  expect(counts.size).toBe(25); // every pair from -2 -2 to 2 2
  // 2,000 draws over 25 pairs: 80 expected, standard deviation 8.8; five deviations either way.
  for (const count of counts.values()) expect(Math.abs(count - 80)).toBeLessThan(44);
});

test('createBatches is fair: an image stands anywhere in the epoch alike', () => {
  const count = 10;
  const epochs = 5000;
  const batches = createBatches({ count, batchSize: count, seed: 11 });
  const stands = new Array<number>(count * count).fill(0);
  for (let epoch = 0; epoch < epochs; epoch++)
    batches.batch(epoch, 0).indices.forEach((image, n) => stands[image * count + n]++);
  // 500 expected in each of 100 cells, standard deviation 21; five deviations either way.
  for (const times of stands) expect(Math.abs(times - epochs / count)).toBeLessThan(106);
});

test('createBatches refuses numbers that make no sense', () => {
  const plan = { count: 10, batchSize: 5, seed: 1 };
  expect(() => createBatches({ ...plan, batchSize: 0 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: batches: batchSize must be a whole number from 1 to 4294967295; got 0]`,
  );
  expect(() => createBatches({ ...plan, maxShift: 128 })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: batches: maxShift must be a whole number from 0 to 127; got 128]`,
  );
  expect(() => createBatches(plan).batch(0, 2)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: batches: batch index must be a whole number from 0 to 1; got 2]`,
  );
});
