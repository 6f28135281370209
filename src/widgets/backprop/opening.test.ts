/** No figure of the page opens on zeros, on empty places or on a flat line. */
import { describe, expect, test } from 'vitest';
import { createBatch } from '#experiments/batch.ts';
import { createUpdate } from '#experiments/update.ts';
import { createBackprop } from './model.ts';
import { pictureNames } from './pictures.ts';
import { phaseOf, plans } from './stage-plan.ts';
import { usualBatch } from './start.ts';

/** How much the highest point of a curve must exceed its lowest to be no flat line: more than a tenth of its height. */
const slopeSeen = 0.1;

const isFlat = (heights: readonly number[]): boolean => {
  const [least, most] = [Math.min(...heights), Math.max(...heights)];
  return !(most - least > slopeSeen * Math.max(Math.abs(least), Math.abs(most)));
};

describe('the page opens on its point', () => {
  const model = createBackprop();
  const { scene, score } = model;
  const stage = scene.trace.value.stageAt(scene.player.index.value);

  test('a weight whose gradient is not 0, the largest of those that come first', () => {
    const { ref, value } = scene.step.value.writes[0];
    expect(ref.tensor).toBe('dense.dWeight');
    const sizes = Array.from(scene.trace.value.valuesAt(ref.tensor)!.data, Math.abs);
    expect(Math.abs(value)).toBe(Math.max(...sizes));
    expect(Math.abs(value)).toBeGreaterThan(0);
  });

  test('the answer is there, it is wrong, and the update is still to come', () => {
    expect(score.before.value.isRight).toBe(false);
    expect(score.before.value.loss).toBeGreaterThan(0);
    expect(score.after.value.answer).toBeUndefined();
    expect(score.blame.value.worst[0].share).toBe(1);
  });

  test('every tensor of the forward pass on the stage has its numbers, and not all of them are 0', () => {
    const shown = plans[phaseOf(stage.id)].flat(2).map(({ tensor }) => tensor);
    const known = shown
      .filter((name) => scene.trace.value.tensors.some((one) => one.name === name))
      .map((name) => [name, Array.from(scene.knownOf(name).value)] as const);
    expect(known.length).toBeGreaterThan(10);
    for (const [name, numbers] of known) {
      expect(numbers, name).not.toContain(undefined);
      expect(
        numbers.some((one) => one !== 0),
        name,
      ).toBe(true);
    }
  });

  test('the first step is one command away', () => {
    const { player } = createBackprop().scene;
    player.dispatch({ type: 'first' });
    expect(player.index.value).toBe(0);
  });
});

describe('the questions below it', () => {
  const model = createBackprop();

  test('wiggle it asks about a gradient that is not 0, and its errors rise and fall', () => {
    const { gradient, result, curve, cell } = model.wiggle;
    expect(cell.value.tensor).toBe('dense.weight');
    expect(gradient.value).not.toBe(0);
    expect(result.value.plus).not.toBe(result.value.minus);
    const errors = curve.value.map(({ relativeError }) => Math.log10(relativeError));
    expect(errors.every(Number.isFinite)).toBe(true);
    expect(isFlat(errors)).toBe(false);
  });

  test('the curve of the update bends', () => {
    const { curve } = createUpdate(model.setting, model.pass, model.learningRate);
    expect(isFlat(curve.value.map(({ measured }) => measured))).toBe(false);
  });

  test('the examples of the batch do not agree', () => {
    const { shares } = createBatch(model.experiment, model.asked, usualBatch);
    expect(shares.value.every(({ gradient }) => gradient === 0)).toBe(false);
    expect(isFlat(shares.value.map(({ gradient }) => gradient))).toBe(false);
  });
});

test.each(pictureNames)(
  'a page about another picture opens behind the forward pass too: %s',
  (picture) => {
    const { scene, score } = createBackprop({ picture });
    expect(scene.player.index.value).toBeGreaterThan(
      scene.trace.value.positionOf('loss.forward.loss[]')!,
    );
    expect(scene.step.value.writes[0].value).not.toBe(0);
    expect(score.before.value.answer).toBeDefined();
  },
);
