/** What the reader may ask: wiggle, update, batch. */
import { computed, signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { runPass } from '#engine/pass.ts';
import type { NetworkCell } from '#engine/wiggle.ts';
import { createBatch } from '#experiments/batch.ts';
import { settingOf } from '#experiments/experiment.ts';
import { createUpdate } from '#experiments/update.ts';
import { createWiggle } from '#experiments/wiggle.ts';
import { network } from './network.ts';
import { startExperiment, usualBatch } from './start.ts';

const experiment = signal(startExperiment('slanting'));
const setting = computed(() => settingOf(network, experiment.value));
const pass = computed(() => runPass(setting.value));

test('wiggling any tensor at h = 1e-5 agrees with backpropagation to 7 digits', () => {
  const cells: NetworkCell[] = [
    { tensor: 'x', index: [0, 0, 3, 2] },
    { tensor: 'conv1.weight', index: [1, 0, 2, 2] },
    { tensor: 'conv1.bias', index: [1] },
    { tensor: 'pool1', index: [0, 0, 1, 0] },
    { tensor: 'dense.weight', index: [2, 3] },
    { tensor: 'dense', index: [0, 1] },
  ];
  for (const cell of cells) {
    const { result } = createWiggle(setting, pass, signal(cell));
    expect(result.value.kinks).toEqual([]);
    expect(result.value.relativeError).toBeLessThan(1e-7);
  }
});

test('the error curve falls from truncation to a best h and rises again with round-off', () => {
  const cell = signal<NetworkCell>({ tensor: 'dense.weight', index: [1, 2] });
  const { curve } = createWiggle(setting, pass, cell);
  const errors = curve.value.map((one) => one.relativeError);
  const best = errors.indexOf(Math.min(...errors));
  expect(curve.value[0].h).toBe(0.1);
  expect(curve.value.at(-1)?.h).toBeCloseTo(1e-12, 20);
  expect(curve.value[best].h).toBeGreaterThan(1e-8);
  expect(curve.value[best].h).toBeLessThan(1e-2);
  expect(errors[0]).toBeGreaterThan(1000 * errors[best]);
  expect(errors.at(-1)).toBeGreaterThan(1000 * errors[best]);
});

test('a small update keeps the promise of the gradient, a large one does not', () => {
  const { curve } = createUpdate(setting, pass, signal(0.1));
  const kept = curve.value.map(({ predicted, measured }) => measured / predicted);
  expect(curve.value[0].measured).toBeLessThan(0);
  expect(Math.abs(kept[0] - 1)).toBeLessThan(0.05); // learning rate 0.001: what is left is of second order
  expect(Math.abs(kept.at(-1)! - 1)).toBeGreaterThan(0.5);
});

test('the mean of the examples’ gradients is the gradient of the batch', () => {
  const asked = signal<NetworkCell>({ tensor: 'conv1.weight', index: [0, 0, 0, 1] });
  const batch = createBatch(experiment, asked, usualBatch);
  for (let size = 1; size <= 8; size++) {
    batch.size.value = size;
    expect(batch.shares.value.length).toBe(size);
    expect(batch.mean.value.writes[0].value).toBeCloseTo(batch.together.value, 14);
  }
  expect(batch.shares.value[0].loss).toBe(pass.value.loss);
  asked.value = { tensor: 'pool1', index: [0, 0, 0, 0] };
  expect(batch.cell.value.tensor).toBe('conv1.weight'); // activations are each example's own
});
