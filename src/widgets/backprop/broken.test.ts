import { expect, test } from 'vitest';
import { mistakes } from '#engine/ops/mistakes/index.ts';
import { brokenOf } from './broken.ts';
import { createBackprop } from './model.ts';
import { runPlan } from './start.ts';

type Depth = 'small' | 'deeper';

const make = (id: string, depth: Depth) => {
  const broken = brokenOf(createBackprop());
  broken.id.value = id;
  broken.depth.value = depth;
  return broken;
};

const wrongTensors = (id: string, depth: Depth): string[] =>
  make(id, depth)
    .check.value.filter(({ wrong }) => wrong > 0)
    .map(({ name }) => name);

test('the small network shows where each mistake reaches, and where it cannot be seen', () => {
  expect(Object.fromEntries(mistakes.map(({ id }) => [id, wrongTensors(id, 'small').join(' ')])))
    .toMatchInlineSnapshot(`
      {
        "every-maximum": "conv1.weight conv1.bias",
        "no-mask": "conv1.y conv1.weight conv1.bias x",
        "overwritten-windows": "x",
        "sum-for-mean": "dense.y dense.weight dense.bias flatten.y pool1.y relu1.y conv1.y conv1.weight conv1.bias x",
        "swapped-channels": "",
        "unpadded-input": "",
        "unrotated-kernel": "x",
        "wrong-sign": "dense.y dense.weight dense.bias flatten.y pool1.y relu1.y conv1.y conv1.weight conv1.bias x",
      }
    `);
});

test('in the deeper network every mistake reaches a parameter', () => {
  expect(Object.fromEntries(mistakes.map(({ id }) => [id, wrongTensors(id, 'deeper').join(' ')])))
    .toMatchInlineSnapshot(`
      {
        "every-maximum": "conv2.weight conv2.bias conv1.weight conv1.bias",
        "no-mask": "conv1.y conv1.weight conv1.bias x",
        "overwritten-windows": "relu1.y conv1.y conv1.weight conv1.bias x",
        "sum-for-mean": "dense.y dense.weight dense.bias flatten.y pool1.y relu2.y conv2.y conv2.weight conv2.bias relu1.y conv1.y conv1.weight conv1.bias x",
        "swapped-channels": "relu1.y conv1.y conv1.weight conv1.bias x",
        "unpadded-input": "conv2.weight conv1.weight",
        "unrotated-kernel": "relu1.y conv1.y conv1.weight conv1.bias x",
        "wrong-sign": "dense.y dense.weight dense.bias flatten.y pool1.y relu2.y conv2.y conv2.weight conv2.bias relu1.y conv1.y conv1.weight conv1.bias x",
      }
    `);
});

test('the worst cell of a tensor says what it should have been', () => {
  const check = make('wrong-sign', 'small').check.value.find(({ name }) => name === 'conv1.weight');
  expect(check?.wrong).toBe(18);
  // The sign is wrong and nothing else; the quotient is good to some 1e-8.
  expect(check?.worst?.analytic).toBeCloseTo(-(check?.worst?.quotient ?? 0), 7);
});

test('a run goes on in slices and ends; both runs see the same pictures', () => {
  const broken = make('no-mask', 'small');
  expect(broken.progress.value).toBeUndefined();
  broken.start();
  expect(broken.progress.value?.isDone).toBe(false);
  broken.advance(10);
  expect(broken.progress.value?.updates).toBe(10);
  while (!broken.progress.value?.isDone) broken.advance(50);
  const { right, broken: wrong } = broken.progress.value;
  expect(right.losses.length).toBe(runPlan.updates);
  expect(wrong.losses[0]).toBe(right.losses[0]);
  expect(wrong.losses[1]).not.toBe(right.losses[1]);
  expect(right.accuracy()).toBeGreaterThan(0.85); // chance would be a third
});

test('a choice of another mistake puts the finished run away', () => {
  const broken = make('no-mask', 'small');
  broken.start();
  broken.id.value = 'wrong-sign';
  expect(broken.progress.value).toBeUndefined();
});

test('a wrong sign climbs; a kernel that is not rotated does the small network no harm at all', () => {
  const play = (id: string) => {
    const broken = make(id, 'small');
    broken.start();
    while (!broken.progress.value?.isDone) broken.advance(50);
    return broken.progress.value;
  };
  const climbing = play('wrong-sign').broken;
  expect(climbing.losses.at(-1)).toBeGreaterThan(climbing.losses[0]);
  const unrotated = play('unrotated-kernel');
  expect(unrotated.broken.losses).toEqual(unrotated.right.losses);
});
