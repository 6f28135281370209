import { expect, test } from 'vitest';
import type { NetworkSpec } from '#engine/architecture.ts';
import { initialParameters } from '#engine/network.ts';
import { networkTrace } from '#steps/network-trace.ts';
import { randomTensor } from '#steps/testing.ts';
import { mark } from '#views/marks.ts';
import { decisionsOf } from './gates.ts';

const network: NetworkSpec = {
  inputShape: [1, 6, 6],
  layers: [
    { kind: 'conv2d', name: 'conv1', outChannels: 2, kernelSize: [3, 3] },
    { kind: 'relu', name: 'relu1' },
    { kind: 'maxPool2d', name: 'pool1', kernelSize: [2, 2] },
    { kind: 'flatten', name: 'flatten1' },
    { kind: 'dense', name: 'dense1', outFeatures: 3 },
  ],
};
const trace = networkTrace(
  network,
  initialParameters(network, 1),
  randomTensor([1, 1, 6, 6], 7),
  [0],
  {
    learningRate: 0.1,
  },
);
const first = decisionsOf(trace).filter(({ ref }) => ref.tensor === 'relu1.y');

test('a gate is closed where the ReLU was given nothing positive', () => {
  const given = trace.valuesAt('conv1.y')!.data;
  const closed = first.filter(({ bit }) => bit === mark.closed);
  expect(closed.length).toBe(given.filter((value) => value <= 0).length);
  expect(closed.length).toBeGreaterThan(0);
});

test('every window has one winner, and its gradient is the only one that is not 0', () => {
  const winners = first.filter(({ bit }) => bit === mark.winner);
  expect(winners.length).toBe(trace.valuesAt('pool1.y')!.data.length);
  const keys = new Set(winners.map(({ ref }) => ref.index.join()));
  const named = trace.tensors.find(({ gradientOf }) => gradientOf === 'relu1.y')!;
  const { data, shape } = trace.valuesAt(named.name)!;
  const heard = Array.from(data, (value, at) => (value === 0 ? '' : indexOf(at, shape))).filter(
    Boolean,
  );
  expect(heard.every((key) => keys.has(key))).toBe(true);
  expect(heard.length).toBeGreaterThan(0);
});

test('a decision stands from the step that makes it', () => {
  const madeBy = new Set(decisionsOf(trace).map(({ position }) => trace.stageAt(position).rule));
  expect([...madeBy]).toEqual(['relu.forward', 'maxPool2d.forward']);
});

const indexOf = (flat: number, shape: readonly number[]): string => {
  const index: number[] = [];
  for (const extent of shape.toReversed()) {
    index.unshift(flat % extent);
    flat = Math.floor(flat / extent);
  }
  return index.join();
};
