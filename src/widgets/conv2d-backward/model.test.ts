import { expect, test } from 'vitest';
import type { Tensor } from '#engine/tensor.ts';
import { countProducts, placeOf, productsAt } from '#scene/in-step.ts';
import { mark } from '#views/marks.ts';
import { examples } from './examples.ts';
import { createConv2dBackward, scattered } from './model.ts';
import { strings } from './strings.ts';

const play = (id: string) => {
  const model = createConv2dBackward();
  model.choose('examples', id);
  return model;
};
const names = examples.map(({ id }) => id);

test.each(names)(
  '%s: gather and scatter end in the same numbers, which finite differences confirm',
  (id) => {
    const { isEqual, check } = play(id);
    expect(isEqual.value).toBe(true);
    expect(check.value.wrong).toBe(0);
    expect(check.value.worst).toBeUndefined();
    expect(check.value.cells.length).toBe(25);
  },
);

test.each(names)('%s: at every step and term both sides have added as many products', (id) => {
  const { scene, scenes, side, products } = play(id);
  const { gather, scatter } = scenes;
  const { player, trace } = scene;
  const [a, b] = ['dx', scattered].map((writes) =>
    countProducts(
      trace.value,
      trace.value.stages.find((stage) => stage.writes === writes)!,
    ),
  );
  player.dispatch({ type: 'into' });
  let last = -1;
  for (let moves = 0; player.index.value < trace.value.length - 1 && moves < 2000; moves++) {
    player.dispatch({ type: 'next' });
    if (side.value === undefined) continue;
    const done = products.value.done;
    expect(productsAt(trace.value, a, gather.player.state.value)).toBe(done);
    expect(productsAt(trace.value, b, scatter.player.state.value)).toBe(done);
    if (side.value === 'gather') expect(done).toBeGreaterThanOrEqual(last);
    last = done;
  }
  expect(player.index.value).toBe(trace.value.length - 1);
});

test('before the first product the other side is empty, after the last it is full', () => {
  const { scene, scenes } = play('nine');
  const { scatter } = scenes;
  const dx = scatter.knownOf(scattered);
  expect(Array.from(dx.value).every((value) => value === undefined)).toBe(true);
  expect(scatter.marksOf('dy').value.size).toBe(0);
  const { gather } = { gather: scene.trace.value.stages.find(({ writes }) => writes === 'dx')! };
  scene.player.dispatch({ type: 'seek', index: gather.end - 1 });
  expect(Array.from(dx.value)).toEqual(Array.from(scene.trace.value.valuesAt('dx')!.data));
});

test('placeOf finds the first place with so many products', () => {
  const { scene } = play('nine');
  const trace = scene.trace.value;
  const products = countProducts(
    trace,
    trace.stages.find(({ writes }) => writes === 'dx')!,
  );
  for (let count = 0; count <= products.before.at(-1)!; count++)
    expect(productsAt(trace, products, placeOf(trace, products, count))).toBe(count);
});

test('without the turn dx is wrong, the check says where, and a kernel equal to its half turn hides it', () => {
  const model = play('nine');
  model.isUnrotated.value = true;
  expect(model.isEqual.value).toBe(false);
  expect(model.check.value.wrong).toBeGreaterThan(20);
  const { at: flat, analytic: is, quotient: should } = model.check.value.worst!;
  const right = play('nine').scene.trace.value.valuesAt('dx')!.data[flat];
  expect(is).not.toBe(right);
  expect(should).toBeCloseTo(right, 6);
  expect(model.scenes.gather.marksOf('dx').value.size).toBe(0);
  model.scene.player.dispatch({ type: 'last' });
  const struck = [...model.scenes.gather.marksOf('dx').value.values()].filter(
    (bits) => bits & mark.wrong,
  );
  expect(struck.length).toBe(model.check.value.wrong);
  model.choose('examples', 'half-turn');
  expect(model.check.value.wrong).toBe(0);
});

test('one example has a kernel equal to its half turn, the others have not', () => {
  const isItsTurn = ({ data }: Tensor): boolean =>
    data.every((value, k) => value === data[data.length - 1 - k]);
  expect(examples.filter(({ inputs }) => isItsTurn(inputs['weight'])).map(({ id }) => id)).toEqual([
    'half-turn',
  ]);
});

test('the steps of the unturned gather add up to what the mistaken operation computes', () => {
  const model = play('nine');
  model.isUnrotated.value = true;
  const trace = model.scene.trace.value;
  const { start, end } = trace.stages.find(({ writes }) => writes === 'dx')!;
  for (let at = start; at < end; at++) {
    const step = trace.at(at);
    if (step.kind !== 'sum') throw new Error(step.kind);
    let sum = 0;
    for (const { product } of step.terms) sum += product;
    expect(step.writes[0].value).toBe(sum);
  }
  // The first pixel is read by one window, through the first weight; unturned, it gets the last one's share.
  const first = trace.at(start);
  const met = first.kind === 'sum' && first.terms.find(({ factors: [dy] }) => !dy.virtual);
  expect(met && met.factors[1].ref.index).toEqual([0, 0, 2, 2]);
});

test('an edited number changes both sides alike', () => {
  const model = play('stride');
  model.edit({ tensor: 'dy', index: [0, 0, 0, 0] }, 10);
  expect(model.scene.trace.value.valuesAt('dx')!.data[0]).toBe(10);
  expect(model.isEqual.value).toBe(true);
  expect(model.frame.value).toEqual({ padding: [2, 2], after: [2, 2], stride: [2, 2] });
});

test('a link to a stamp opens the scatter', () => {
  const { scene, side } = play('nine');
  expect(scene.player.seekTo('conv2d.scatter.dx[0,0,1,1]')).toBe(true);
  expect(side.value).toBe('scatter');
});

test('both languages have the same words', () => {
  expect(Object.keys(strings['zh-cn'])).toEqual(Object.keys(strings.en));
});
