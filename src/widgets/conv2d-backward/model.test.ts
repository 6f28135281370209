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
  scene.player.dispatch({ type: 'first' });
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

test('the figure opens on a pixel whose gradient is not 0, with half of the products added on both sides', () => {
  const { scene, scenes, products } = play('nine');
  expect(scene.step.value.id).toBe('conv2d.backward.dx[0,0,2,2]');
  expect(scene.step.value.writes[0]!.value).not.toBe(0);
  expect(products.value.done).toBe(45);
  const known = Array.from(scenes.scatter.knownOf(scattered).value);
  expect(known.some((value) => value !== undefined && value !== 0)).toBe(true);
});

test('after the last product the other side is full', () => {
  const { scene, scenes } = play('nine');
  const dx = scenes.scatter.knownOf(scattered);
  const gather = scene.trace.value.stages.find(({ writes }) => writes === 'dx')!;
  scene.player.dispatch({ type: 'seek', index: gather.end - 1 });
  expect(Array.from(dx.value)).toEqual(Array.from(scene.trace.value.valuesAt('dx')!.data));
});

test('finite differences wait until the reader has stepped through the gather, or asks', () => {
  const model = play('nine');
  model.isUnrotated.value = true;
  const struck = () =>
    [...model.scenes.gather.marksOf('dx').value.values()].filter((bits) => bits & mark.wrong)
      .length;
  expect(model.isJudged.value).toBe(false);
  expect(struck()).toBe(0);
  model.ask();
  expect(model.isJudged.value).toBe(true);
  expect(struck()).toBeGreaterThan(0);
  model.choose('examples', 'stride');
  expect(model.isJudged.value).toBe(false);
  model.scene.player.dispatch({ type: 'last' });
  expect(model.isJudged.value).toBe(true);
});

test.each(names)(
  '%s: the kernel lies turned on dy where it is gathered, upright on dx where it is stamped',
  (id) => {
    const { scenes } = play(id);
    const ghostsOf = (side: 'gather' | 'scatter') =>
      scenes[side].windows.value.find(({ ghosts }) => ghosts)!;
    const weights = Array.from(scenes.gather.trace.value.valuesAt('weight')!.data);
    expect([...ghostsOf('gather').ghosts!.values()]).toEqual(weights.toReversed());
    const stamp = scenes.scatter.step.value;
    if (stamp.kind !== 'stamp') throw new Error(stamp.kind);
    const entries = stamp.additions.map(({ term }) => term.factors[1]!);
    expect([...ghostsOf('scatter').ghosts!.values()]).toEqual(entries.map(({ value }) => value));
    const places = entries.map(({ ref: { index } }) => index[2]! * 3 + index[3]!);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  },
);

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
