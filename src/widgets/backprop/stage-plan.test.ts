import { expect, test } from 'vitest';
import { createBackprop } from './model.ts';
import { groupsOf, labelOf, phaseOf, plans, type Phase } from './stage-plan.ts';

const model = createBackprop();
const trace = model.scene.trace.value;
model.walkLoss(true);
const longTrace = model.scene.trace.value;
const shown = (phase: Phase): string[] =>
  plans[phase].flatMap((rows) => rows.flatMap((slots) => slots.map(({ tensor }) => tensor)));

test.each([
  ['short', trace],
  ['long', longTrace],
])(
  'on the %s way, whatever a step reads or writes stands on the stage, as a value or as its gradient',
  (_, trace) => {
    const gradientOf = new Map(trace.tensors.map(({ name, gradientOf: of }) => [name, of]));
    const missing = trace.stages.flatMap((stage) => {
      const seen = shown(phaseOf(stage.id));
      return Object.values(stage.tensors)
        .filter((name) => !seen.includes(name) && !seen.includes(gradientOf.get(name) ?? ''))
        .map((name) => `${name} in ${stage.id}`);
    });
    // Constants are not worth a cell: the formula shows them.
    expect(missing.filter((text) => !/batchSize|minusOne/.test(text))).toEqual([]);
  },
);

test('every tensor of the stage is on the tape of the long way', () => {
  const names = longTrace.tensors.map(({ name }) => name);
  for (const phase of ['pass', 'update', 'again'] as const)
    expect(shown(phase).filter((name) => !names.includes(name))).toEqual(
      phase === 'again' ? ['again.loss.dLogitsInChunks'] : [],
    );
});

test('the tape has four parts', () => {
  expect(groupsOf(trace)).toEqual([
    { part: 'forward', start: 'conv1.forward.y' },
    { part: 'backward', start: 'loss.backward.dPerExample' },
    { part: 'update', start: 'conv1.update.weight' },
    { part: 'again', start: 'again.conv1.forward.y' },
  ]);
});

test.each([
  ['short', trace],
  ['long', longTrace],
])('no four neighbours of the timeline read the same: %s', (_, { stages }) => {
  const labels = stages.map(({ id }) => labelOf(id));
  const runs = labels.filter(
    (label, at) => at >= 3 && [1, 2, 3].every((k) => labels[at - k] === label),
  );
  expect(runs).toEqual([]);
});
