/** The scoreboard: it says what the tape has come to, no more and no less. */
import { describe, expect, test } from 'vitest';
import { runPass } from '#engine/pass.ts';
import { settingOf } from '#experiments/experiment.ts';
import { createBackprop } from './model.ts';
import { network } from './network.ts';
import { places } from './score.ts';
import { updateOf } from './update.ts';

const opened = () => {
  const model = createBackprop();
  const { player, trace } = model.scene;
  const goTo = (id: string): void =>
    player.dispatch({ type: 'seek', index: trace.value.positionOf(id)!, move: 'step' });
  return { model, player, goTo, score: model.score };
};

describe('the answers', () => {
  test('what is not computed yet is empty', () => {
    const { player, score } = opened();
    player.dispatch({ type: 'first' });
    for (const outcome of [score.before.value, score.after.value]) {
      expect([...Array.from(outcome.probabilities)]).toEqual([undefined, undefined, undefined]);
      expect(outcome.loss).toBeUndefined();
      expect(outcome.isRight).toBeUndefined();
    }
    expect(score.blame.value.worst).toEqual([]);
  });

  test('there is no answer until the last probability is there', () => {
    const { goTo, score } = opened();
    goTo('loss.forward.probabilities[0,1]');
    expect(score.before.value.answer).toBeUndefined();
    goTo('loss.forward.probabilities[0,2]');
    expect(score.before.value.answer).toBe(1);
  });

  test('the update turns the first answer from wrong to right, with the losses of the engine', () => {
    const { model, player, score } = opened();
    const before = runPass(model.setting.value).loss;
    player.dispatch({ type: 'last' });
    expect(score.before.value.isRight).toBe(false);
    expect(score.after.value.isRight).toBe(true);
    expect(score.before.value.loss).toBe(before);
    const after = score.after.value.loss;
    updateOf(model).descend(1);
    expect(after).toBe(runPass(settingOf(network, model.experiment.value)).loss);
    expect(after).toBeLessThan(before);
  });

  test('right is what the reader says is right', () => {
    const { model, score } = opened();
    expect(score.before.value.isRight).toBe(false);
    model.chooseLabel(score.before.value.answer!);
    expect(score.before.value.isRight).toBe(true);
  });
});

describe('who is to blame', () => {
  const gradients = (model: ReturnType<typeof createBackprop>): number[] =>
    Object.values(model.pass.value.parameterGradients).flatMap(({ data }) => [...data]);

  test('the largest gradients of all, largest first, once all are made', () => {
    const { model, player, score } = opened();
    player.dispatch({ type: 'last' });
    const { worst, known, all } = score.blame.value;
    const sizes = gradients(model).map(Math.abs);
    expect([known, all]).toEqual([sizes.length, sizes.length]);
    expect(worst.map(({ gradient }) => Math.abs(gradient))).toEqual(
      sizes.toSorted((a, b) => b - a).slice(0, places),
    );
  });

  test('each leads to the step that made its gradient, and holds its value before and after', () => {
    const { model, player, score } = opened();
    player.dispatch({ type: 'last' });
    const { trace } = model.scene;
    const old = model.experiment.value.parameters;
    for (const { parameter, ref, step, value, gradient, updated } of score.blame.value.worst) {
      const made = trace.value.at(trace.value.positionOf(step)!);
      expect(made.writes[0]).toEqual({ ref, value: gradient });
      expect(old[parameter.tensor].data).toContain(value);
      expect(updated).toBe(value! - model.learningRate.value * gradient);
    }
    player.dispatch({ type: 'first' });
    expect(score.blame.value.known).toBe(0);
  });

  test('a sum that is not complete blames nobody', () => {
    const { model, player, goTo, score } = opened();
    goTo('conv1.backward.dBias[0]');
    const { known } = score.blame.value;
    player.dispatch({ type: 'into' });
    expect(player.state.value.granularity).toBe('term');
    expect(model.scene.knownOf('conv1.dBias').value[0]).toBeDefined();
    expect(score.blame.value.known).toBe(known - 1);
  });

  test('in predict mode the gradient to be guessed is not among them', () => {
    const { model, score } = opened();
    const { known } = score.blame.value;
    model.predict.isOn.value = true;
    expect(score.blame.value.known).toBe(known - 1);
  });
});
