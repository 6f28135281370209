/** Claims of the chapter *One backpropagation, number by number*, each under its sentence. */
import { describe, expect, test } from 'vitest';
import { forecast, runPass, type Pass } from '#engine/pass.ts';
import type { Setting } from '#engine/setting.ts';
import { flatIndex, tensor, unravel, type Tensor } from '#engine/tensor.ts';
import { wiggle, type NetworkCell } from '#engine/wiggle.ts';
import { mistakes, type Mistake } from '#engine/ops/mistakes/index.ts';
import { settingOf } from '#experiments/experiment.ts';
import { startRun, type RunRules } from '#experiments/learning-run.ts';
import { checkMistake, rulesOf } from '#experiments/mistakes.ts';
import { rateExponents } from '#experiments/update.ts';
import { stopsOf } from '#experiments/exponents.ts';
import { counts } from '#widgets/backprop/counts.ts';
import { network, smallNetwork, startingParameters } from '#widgets/backprop/network.ts';
import { runPlan, startExperiment, usualPicture } from '#widgets/backprop/start.ts';
import { pictureNames, pictures } from '#widgets/backprop/pictures.ts';
import { createBackprop } from '#widgets/backprop/model.ts';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { initialParameters, Network } from '#engine/network.ts';
import { recipes } from '#training/run/recipes.ts';

const first = startExperiment(usualPicture);
const setting = settingOf(network, first);
const pass = runPass(setting);

/** The h that the slider begins with. */
const usualH = 10 ** createBackprop().wiggle.exponent.value;

const allCells = (tensors: Readonly<Record<string, Tensor>>): NetworkCell[] =>
  Object.entries(tensors).flatMap(([tensor, { shape, data }]) =>
    Array.from(data, (_, k) => ({ tensor, index: unravel(shape, k) })),
  );
const gradientAt = (
  { parameterGradients, activationGradients }: Pass,
  { tensor, index }: NetworkCell,
): number => {
  const { shape, data } = parameterGradients[tensor] ?? activationGradients[tensor];
  return data[flatIndex(shape, index)];
};
const asked = (of: Setting, from: Pass, cell: NetworkCell, h: number) =>
  wiggle(of, cell, gradientAt(from, cell), h);

test('"A network of … parameters looks at one picture and is wrong about it"', () => {
  const logits = [...network.logits(pass.activations).data];
  expect(logits.indexOf(Math.max(...logits))).not.toBe(first.label);
});

test('"It opens in the middle: the network has answered, the answer is wrong, and the first gradients are there"', () => {
  const { score } = createBackprop();
  expect(score.before.value.isRight).toBe(false);
  expect(score.after.value.isRight).toBeUndefined();
  const { known, all } = score.blame.value;
  expect(known).toBeGreaterThan(0);
  expect(known).toBeLessThan(all);
});

test('"one small update has turned the answer from wrong to right"', () => {
  const { scene, score } = createBackprop();
  scene.player.dispatch({ type: 'last' });
  expect([score.before.value.isRight, score.after.value.isRight]).toEqual([false, true]);
});

describe('"How few are heard"', () => {
  const zerosIn = (data: ArrayLike<number>): number =>
    Array.from(data).filter((value) => value === 0).length;

  test.each(pictureNames)('at most one place of a window sends something back: %s', (name) => {
    const { activationGradients } = runPass(settingOf(network, startExperiment(name)));
    const { data } = activationGradients['conv1'];
    const channels = data.length / counts.places();
    expect(data.length - zerosIn(data)).toBeLessThanOrEqual(channels * counts.winners());
    expect(zerosIn(data)).toBeGreaterThan(data.length / 2);
  });

  test('the picture that the reader begins with', () => {
    expect([counts.places(), counts.open(), counts.winners(), counts.heard()]).toEqual([
      16, 9, 4, 4,
    ]);
  });

  test('"fewer where a whole window is closed": in the lying stroke', () => {
    const { activationGradients } = runPass(settingOf(network, startExperiment('lying')));
    const second = activationGradients['conv1'].data.subarray(counts.places());
    expect(second.length - zerosIn(second)).toBeLessThan(counts.winners());
  });
});

test('"Where no kink lies between them, the quotient agrees to eight digits at the h that you begin with"', () => {
  const cells = [...allCells(pass.parameterGradients), ...allCells(pass.activationGradients)];
  const results = cells
    .map((cell) => asked(setting, pass, cell, usualH))
    .filter(({ kinks }) => kinks.length === 0);
  expect(results.length).toBeGreaterThan(cells.length / 2);
  expect(Math.max(...results.map(({ relativeError }) => relativeError))).toBeLessThan(1e-8);
});

describe('"the promise is kept almost to the letter"', () => {
  const kept = stopsOf(rateExponents).map(
    (exponent) => forecast(setting, pass.parameterGradients, 10 ** exponent).kept,
  );

  test('for the smallest rate', () => expect(Math.max(...kept)).toBeGreaterThan(0.99));

  test('"Find the rate at which half of it is kept": the slider reaches it', () => {
    expect(Math.min(...kept)).toBeLessThan(0.5);
  });
});

describe('"Wiggle a pixel that is 1, in the fourth column and the third row of the edge picture"', () => {
  const edge = settingOf(network, startExperiment('edge'));
  const edgePass = runPass(edge);
  const cell: NetworkCell = { tensor: 'x', index: [0, 0, 2, 3] };
  const small = 1e-6;
  /** The slopes are of two lines that bend within h: they are equal to about h. */
  const nearly = 4;

  test('"The check warns of a kink, however small h is"', () => {
    for (const h of [1e-1, 1e-4, 1e-8])
      expect(asked(edge, edgePass, cell, h).kinks, String(h)).toEqual(['pool1']);
  });

  test('"the quotient is their mean", and what backpropagation says is neither slope', () => {
    const { plus, minus, quotient } = asked(edge, edgePass, cell, small);
    const [up, down] = [(plus - edgePass.loss) / small, (edgePass.loss - minus) / small];
    expect(Math.abs(up - down)).toBeGreaterThan(0.1);
    expect(quotient).toBeCloseTo((up + down) / 2, nearly);
    const told = gradientAt(edgePass, cell);
    expect(Math.min(Math.abs(told - up), Math.abs(told - down))).toBeGreaterThan(0.1);
  });
});

describe('"Break it"', () => {
  const idsOf = (checks: (spoiled: readonly string[]) => boolean): string[] =>
    mistakes.filter((mistake) => checks(spoiledBy(mistake))).map(({ id }) => id);
  /** The tensors whose gradients are wrong, in the pictures that the table is about. */
  const spoiledBy = (mistake: Mistake): string[] =>
    checkMistake(
      mistake,
      smallNetwork,
      first.parameters,
      (['slanting', 'edge', 'lying'] as const).map((name) => pictures[name]),
    ).flatMap(({ name, wrong }) => (wrong > 0 ? [name] : []));
  const learns = (rules: RunRules): number => {
    const run = startRun(startingParameters(smallNetwork, 2), runPlan, rules);
    run.advance(runPlan.updates);
    return run.accuracy();
  };

  test('"Some mistakes leave every gradient right in this network"', () => {
    const noPadding = 'unpadded-input';
    const oneChannel = 'swapped-channels';
    expect(idsOf((spoiled) => spoiled.length === 0)).toEqual([oneChannel, noPadding]);
  });

  test('"Others spoil only the gradient of the picture"', () => {
    const onlyX = idsOf((spoiled) => spoiled.join() === 'x');
    expect(onlyX).toEqual(['unrotated-kernel', 'overwritten-windows']);
  });

  test('"A network with wrong gradients often learns all the same, … sometimes not at all"', () => {
    const right = learns({ network });
    const reached = mistakes
      .filter((mistake) => spoiledBy(mistake).some((name) => name in network.parameterShapes))
      .map((mistake) => learns(rulesOf(mistake, smallNetwork)));
    const guessing = 0.4; // one of three answers, and the scatter of a small test
    expect(right).toBeGreaterThan(0.9);
    expect(reached.some((accuracy) => accuracy > right - 0.05)).toBe(true);
    expect(reached.some((accuracy) => accuracy < guessing)).toBe(true);
  });
});

test('"ties are the usual case in the first pooling of a network like the article’s"', () => {
  const { train } = generatedDataSet({ trainCount: 100, testCount: 1, seed: 1 });
  const spec = recipes.article.network;
  const whole = new Network(spec);
  const pixels = Float64Array.from(train.pixels, (byte) => byte / recipes.article.pixelDivisor);
  const x = tensor([train.count, ...spec.inputShape], pixels);
  const { data, shape } = whole.forward(x, initialParameters(spec, 1))['conv1'];
  const [N, D, H, W] = shape;
  let [windows, tied] = [0, 0];
  for (let plane = 0; plane < N * D; plane++)
    for (let h = 0; h < H; h += 2)
      for (let w = 0; w < W; w += 2) {
        const at = (plane * H + h) * W + w;
        const window = [data[at], data[at + 1], data[at + W], data[at + W + 1]];
        windows++;
        if (window.filter((value) => value === Math.max(...window)).length > 1) tied++;
      }
  expect(tied / windows).toBeGreaterThan(0.5);
});

test('"What is their sum": the gradients of the logits add up to 0', () => {
  const sum = [...pass.activationGradients['dense'].data].reduce((a, b) => a + b);
  // Three numbers of size 1, each rounded to about 1e-16.
  expect(Math.abs(sum)).toBeLessThan(1e-15);
});
