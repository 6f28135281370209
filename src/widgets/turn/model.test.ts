import { expect, test } from 'vitest';
import { keyOf } from '#views/cell-text.ts';
import { createTurn, gatherOf, readingsOf } from './model.ts';

const { trace } = createTurn();
const { shape, data } = trace.valuesAt('x')!;
const kernel = Array.from(trace.valuesAt('weight')!.data);
const pixels = Array.from(data, (_, k) => [0, 0, Math.floor(k / shape[3]!), k % shape[3]!]);

/** Goes to the last window of a pixel. */
function through(pixel: readonly number[]) {
  const model = createTurn();
  model.player.reducedMotion.value = true;
  model.choose(pixel);
  return model;
}

test('the windows of a pixel are those whose products the gather of its gradient adds, in the same order', () => {
  for (const pixel of pixels) {
    const added = gatherOf(trace, pixel).terms.filter(({ factors }) => !factors[0]!.virtual);
    const told = added.map(({ factors: [dy, weight] }) => [dy!.ref, weight!.ref]);
    const read = readingsOf(trace, pixel).map(({ output, weight }) => [output, weight.ref]);
    expect(read, keyOf(pixel)).toEqual(told);
  }
});

test('a pixel far from the border meets every weight, and they make the kernel turned by 180 degrees', () => {
  const inner = pixels.filter((pixel) => readingsOf(trace, pixel).length === kernel.length);
  expect(inner.map((pixel) => keyOf(pixel.slice(2)))).toEqual(['2,2', '2,3', '3,2', '3,3']);
  for (const pixel of inner) expect(through(pixel).lifted.value).toEqual(kernel.toReversed());
});

test('at the border places stay empty, and the others hold what the turned kernel holds', () => {
  for (const pixel of pixels) {
    const { lifted, now } = through(pixel);
    const count = lifted.value.filter((value) => value !== undefined).length;
    expect(count).toBe(now.value.readings.length);
    for (const [slot, value] of lifted.value.entries())
      if (value !== undefined) expect(value).toBe(kernel[kernel.length - 1 - slot]);
  }
  const corner = through([0, 0, 0, 0]).lifted.value;
  expect(corner.filter((value) => value !== undefined)).toEqual([kernel[0]]);
});

test('the weights lifted, times the dy of their windows, come to the gradient of the pixel', () => {
  for (const pixel of pixels) {
    const { now, gathered } = through(pixel);
    const dy = trace.valuesAt('dy')!;
    let sum = 0;
    for (const { output, weight } of now.value.readings)
      sum += dy.data[output.index[2]! * dy.shape[3]! + output.index[3]!]! * weight.value;
    expect(gathered.value.value).toBeCloseTo(sum, 12);
  }
});

test('the figure opens in the middle of its story, on a pixel whose gradient is not 0', () => {
  const { now, lifted, gathered } = createTurn();
  expect(now.value.count).toBe(4);
  expect(lifted.value).toEqual([9, 8, 7, 6, ...new Array<undefined>(5).fill(undefined)]);
  expect(gathered.value.value).not.toBe(0);
});

test('choosing a pixel plays its windows from the first; where nothing is to move it shows them all', () => {
  const model = createTurn();
  model.choose([0, 0, 3, 3]);
  expect(model.now.value.count).toBe(1);
  expect(model.player.state.value.playing).toBe(true);
  expect(through([0, 0, 3, 3]).now.value.isLast).toBe(true);
  model.choose([0, 0, 0, 0]);
  expect(model.player.state.value.playing).toBe(false);
});

test('every window has a name of its own, by which a link finds it', () => {
  const { player } = createTurn();
  const tape = player.tape.value;
  const ids = Array.from({ length: tape.length }, (_, index) => tape.idAt(index));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.map((id) => tape.find(id))).toEqual(ids.map((_, index) => index));
  expect(player.seekTo('x[0,0,2,3].y[0,0,2,2]')).toBe(true);
  expect(player.seekTo('x[0,0,2,3].y[0,0,3,3]')).toBe(false);
});

test('pointing at a pixel lights the outputs that read it', () => {
  const model = createTurn();
  const before = model.marks.dy.value.size;
  model.hovered.value = { tensor: 'x', index: [0, 0, 5, 5] };
  expect([...model.marks.dy.value.keys()]).toContain('0,0,3,3');
  expect(model.marks.dy.value.size).toBe(before + 1);
});
