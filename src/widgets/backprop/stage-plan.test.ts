import { expect, test } from 'vitest';
import { createBackprop } from './model.ts';
import { breaksOf, phaseOf, plans, type Phase } from './stage-plan.ts';

const trace = createBackprop().scene.trace.value;
const shown = (phase: Phase): string[] =>
  plans[phase].flatMap((rows) => rows.flatMap((slots) => slots.map(({ tensor }) => tensor)));

test('whatever a step reads or writes stands on the stage while it does, as a value or as its gradient', () => {
  const gradientOf = new Map(trace.tensors.map(({ name, gradientOf: of }) => [name, of]));
  const missing = trace.stages.flatMap((stage) => {
    const seen = shown(phaseOf(stage.id));
    return Object.values(stage.tensors)
      .filter((name) => !seen.includes(name) && !seen.includes(gradientOf.get(name) ?? ''))
      .map((name) => `${name} in ${stage.id}`);
  });
  // The size of the batch is 1 and is not worth a cell: the formula shows it.
  expect(missing.filter((text) => !text.includes('batchSize'))).toEqual([]);
});

test('every tensor of the stage is on the tape', () => {
  const names = trace.tensors.map(({ name }) => name);
  for (const phase of ['pass', 'update', 'again'] as const)
    expect(shown(phase).filter((name) => !names.includes(name))).toEqual([]);
});

test('the timeline has gaps before the way back, the update and the second pass', () => {
  expect(breaksOf(trace)).toEqual([
    'loss.backward.dPerExample',
    'conv1.update.weight',
    'again.conv1.forward.y',
  ]);
});
