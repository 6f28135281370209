import { expect, test } from 'vitest';
import { createBackprop } from './model.ts';

test('a preview lights what the prose names and goes nowhere', () => {
  const { scene } = createBackprop();
  const { index } = scene.player;
  const before = index.value;
  scene.preview('conv1.backward.dBias[1]');
  expect(scene.hovered.value).toEqual({ tensor: 'conv1.dBias', index: [1] });
  scene.preview('conv1.bias[0]');
  expect(scene.hovered.value).toEqual({ tensor: 'conv1.bias', index: [0] });
  scene.preview('pool1.backward.dx');
  expect(scene.hovered.value?.tensor).toBe('relu1.dy');
  for (const gone of ['conv1.bias', '[0]', 'no such step', undefined]) {
    scene.preview(gone);
    expect(scene.hovered.value).toBeUndefined();
  }
  expect(index.value).toBe(before);
});
