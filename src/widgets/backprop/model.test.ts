import { createUpdate } from '#experiments/update.ts';
import { expect, test } from 'vitest';
import { ledgerOf } from '#steps/describe.ts';
import { createBackprop } from './model.ts';
import { openingStep } from './start.ts';
import { updateOf } from './update.ts';

test('the tape runs forward, to the loss, backward, over the update, and forward again', () => {
  const { scene } = createBackprop();
  const stages = scene.trace.value.stages.map(({ id }) => id);
  expect(stages.length).toBeGreaterThan(24);
  expect(stages.indexOf('conv1.forward.y')).toBe(0);
  expect(stages.indexOf('loss.backward.dLogits')).toBeGreaterThan(
    stages.indexOf('loss.forward.loss'),
  );
  expect(stages.indexOf('conv1.update.weight')).toBeGreaterThan(
    stages.indexOf('conv1.backward.dx'),
  );
  expect(stages.at(-1)).toBe('again.loss.forward.loss');
});

test('the tape ends with the numbers of the engine', () => {
  const { scene, setting, pass, learningRate } = createBackprop();
  const update = createUpdate(setting, pass, learningRate);
  const values = (name: string) => scene.trace.value.valuesAt(name)?.data;
  expect(values('loss')?.[0]).toBe(pass.value.loss);
  expect(values('conv1.dWeight')).toEqual(pass.value.parameterGradients['conv1.weight'].data);
  expect(values('dx')).toEqual(pass.value.activationGradients['x'].data);
  expect(values('again.loss')![0] - pass.value.loss).toBe(update.result.value.measured);
});

test('an edited weight changes everything after it, and undo brings all of it back', () => {
  const model = createBackprop();
  const before = model.pass.value.loss;
  expect(model.canUndo.value).toBe(false);
  model.edit({ tensor: 'dense.weight', index: [2, 5] }, 1.25);
  expect(model.pass.value.loss).not.toBe(before);
  expect(model.scene.trace.value.valuesAt('loss')?.data[0]).toBe(model.pass.value.loss);
  model.undo();
  expect(model.pass.value.loss).toBe(before);
  expect(model.canRedo.value).toBe(true);
  model.redo();
  expect(model.experiment.value.parameters['dense.weight'].data[21]).toBe(1.25);
});

test('a drawn stroke is one thing to undo', () => {
  const model = createBackprop();
  const before = model.experiment.value;
  model.paint(0, 0, 1, false);
  model.paint(0, 1, 1, true);
  model.paint(0, 2, 1, true);
  expect([...model.experiment.value.picture.data.slice(0, 3)]).toEqual([1, 1, 1]);
  model.undo();
  expect(model.experiment.value).toBe(before);
});

test('the questions are about the number clicked last, or else the one that the step writes', () => {
  const model = createBackprop();
  const { player } = model.scene;
  expect(model.asked.value).toEqual({ tensor: 'dense.weight', index: [2, 0] }); // where the page opens
  player.dispatch({ type: 'first' });
  expect(model.asked.value).toEqual({ tensor: 'conv1', index: [0, 0, 0, 0] });
  model.scene.goTo({ tensor: 'conv1.dWeight', index: [1, 0, 2, 2] });
  expect(model.scene.step.value.id).toBe('conv1.backward.dWeight[1,0,2,2]');
  expect(model.asked.value).toEqual({ tensor: 'conv1.weight', index: [1, 0, 2, 2] });
  expect(model.scene.goTo({ tensor: 'x', index: [0, 0, 3, 3] })).toBe(false);
  expect(model.asked.value).toEqual({ tensor: 'x', index: [0, 0, 3, 3] });
  player.dispatch({ type: 'next' });
  expect(model.asked.value).toEqual({ tensor: 'x', index: [0, 0, 0, 0] }); // the step writes dx[0,0,0,0]
});

test('a plain update goes downhill, ten go further', () => {
  const model = createBackprop();
  const start = model.pass.value.loss;
  const { descend } = updateOf(model);
  descend(1);
  const once = model.pass.value.loss;
  descend(9);
  expect(once).toBeLessThan(start);
  expect(model.pass.value.loss).toBeLessThan(once);
  model.undo();
  expect(model.pass.value.loss).toBe(once);
});

test('in predict mode the number of the current step is nowhere until it is guessed', () => {
  const model = createBackprop();
  model.scene.player.dispatch({ type: 'first' });
  model.predict.isOn.value = true;
  expect(model.scene.knownOf('conv1.y').value[0]).toBeUndefined();
  expect(model.scene.isVeiled.value).toBe(true);
  const truth = model.scene.step.value.writes[0].value;
  model.predict.guess(String(truth));
  expect(model.predict.answer.value?.isRight).toBe(true);
  expect(model.scene.knownOf('conv1.y').value[0]).toBe(truth);
});

test('two figures share nothing', () => {
  const [one, other] = [createBackprop(), createBackprop()];
  one.edit({ tensor: 'x', index: [0, 0, 0, 0] }, 1);
  one.scene.player.dispatch({ type: 'last' });
  expect(other.canUndo.value).toBe(false);
  expect(other.scene.player.index.value).toBe(openingStep(other.scene.trace.value));
});

test('in the ledger a parameter of fewer axes has no index that it does not have', () => {
  const { trace } = createBackprop().scene;
  const strange: string[] = [];
  for (let position = 0; position < trace.value.length; position++) {
    const { variables } = ledgerOf(trace.value, position);
    if (Object.values(variables).some((value) => !Number.isFinite(value)))
      strange.push(trace.value.at(position).id);
  }
  expect(strange).toEqual([]);
});

test('the long way back through the loss ends in p − target, and the player stays where it was', () => {
  const { scene, walkLoss, prepareFor, isLossLong } = createBackprop();
  const at = (id: string) => scene.trace.value.positionOf(id);
  scene.player.dispatch({ type: 'seek', index: at('dense.backward.dBias[1]')!, move: 'jump' });
  walkLoss(true);
  expect(scene.step.value.id).toBe('dense.backward.dBias[1]');
  const [short, long] = ['dense.dy', 'loss.dLogitsInChunks'].map(
    (name) => scene.trace.value.valuesAt(name)!.data,
  );
  for (const [k, value] of short.entries()) expect(long[k]).toBeCloseTo(value, 14);
  scene.player.dispatch({ type: 'seek', index: at('loss.backward.dExp[0,1]')!, move: 'jump' });
  walkLoss(false);
  expect(scene.step.value.id).toBe('loss.backward.dLogits[0,0]');
  prepareFor('conv7.forward.y[0]');
  expect(isLossLong.value).toBe(false);
  prepareFor('loss.backward.dExp');
  expect(isLossLong.value).toBe(true);
});
