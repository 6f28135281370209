/** Batch normalisation retold: mean and variance of each channel, then each cell by them. */
import { unravel } from '#engine/tensor.ts';
import { along, applied, constant, derived } from './elementwise.ts';
import { batchNorm2dRules as rules } from './batch-norm2d-rules.ts';
import { cellStage, operand, product, single, stagePlan } from './stage.ts';
import type { Body, Call, Named, StageSteps } from './stage.ts';
import type { Operand } from './step.ts';
import type { Telling } from './telling.ts';

type Parts = Call['tensors'];
type Made = [Named, StageSteps];

/** As the operation has it where none is given. */
const defaultEpsilon = 1e-5;

function forward(call: Call): StageSteps[] {
  const { weight, bias, y } = call.tensors;
  const { normalised, stages } = normalise(call);
  const plan = stagePlan(call, 'forward', 'batchNorm2d.forward', { weight, normalised, bias, y });
  const stage = cellStage(plan, (index) => ({
    kind: 'sum',
    terms: [product(ofChannel(weight, index), operand(normalised, index))],
    bias: ofChannel(bias, index),
  }));
  return [...stages, stage];
}

/** The stages up to the normalised x. In training the statistics are those of the batch, else the running ones. */
function normalise(call: Call) {
  const { x, runningMean, runningVariance } = call.tensors;
  const count = countOf(call);
  const epsilon = constant(
    call.nameOf('epsilon'),
    (call.attrs['epsilon'] as number | undefined) ?? defaultEpsilon,
  );
  const make = (part: string, like: Named, read: Parts, body: (index: number[]) => Body): Made =>
    derived(call, 'forward', part, like.tensor.shape, ruled(part, read), body);
  const average = (of: Named, power: 1 | 2, c: number): Body => ({
    kind: 'sum',
    terms: channelOf(of, c).map((one) => (power === 1 ? single(one) : product(one, one))),
    divisor: operand(count, []),
  });
  const centre = (mean: Named): Made =>
    make('centred', x, { x, mean }, (index) =>
      applied('subtract', operand(x, index), ofChannel(mean, index)),
    );
  const scale = (centred: Named, variance: Named): Made =>
    make('normalised', x, { centred, variance, epsilon }, (index) =>
      applied('overRoot', operand(centred, index), ofChannel(variance, index), along(epsilon, [])),
    );

  if (!isTraining(call)) {
    const [centred, centreStage] = centre(runningMean);
    const [normalised, scaleStage] = scale(centred, runningVariance);
    const stages = [centreStage, scaleStage];
    return { normalised, variance: runningVariance, epsilon, stages };
  }
  const [mean, meanStage] = make('mean', runningMean, { x, count }, ([c]) => average(x, 1, c));
  const [centred, centreStage] = centre(mean);
  const [variance, varianceStage] = make('variance', mean, { centred, count }, ([c]) =>
    average(centred, 2, c),
  );
  const [normalised, scaleStage] = scale(centred, variance);
  const stages = [meanStage, centreStage, varianceStage, scaleStage];
  return { normalised, variance, epsilon, stages };
}

function backward(call: Call): StageSteps[] {
  const { weight, dy, dx, dWeight, dBias } = call.tensors;
  const { normalised, variance, epsilon } = normalise(call);
  const make = (part: string, like: Named, read: Parts, body: (index: number[]) => Body): Made =>
    derived(call, 'backward', part, like.tensor.shape, ruled(part, read), body);
  const planTo = (rule: string, parts: Parts) =>
    stagePlan(call, 'backward', `batchNorm2d.${rule}`, parts);

  const biasStage = cellStage(planTo('dBias', { dy, dBias }), ([c]) => ({
    kind: 'sum',
    terms: channelOf(dy, c).map(single),
  }));
  const weightStage = cellStage(planTo('dWeight', { dy, normalised, dWeight }), ([c]) => {
    const factors = channelOf(normalised, c);
    return { kind: 'sum', terms: channelOf(dy, c).map((one, k) => product(one, factors[k])) };
  });
  const [scale, scaleStage] = make('scale', weight, { weight, variance, epsilon }, (c) =>
    applied('overRoot', operand(weight, c), operand(variance, c), along(epsilon, [])),
  );
  const stages = [biasStage, weightStage, scaleStage];
  if (!isTraining(call)) {
    const stage = cellStage(planTo('dxAtRest', { scale, dy, dx }), (index) =>
      applied('multiply', ofChannel(scale, index), operand(dy, index)),
    );
    return [...stages, stage];
  }

  const count = countOf(call);
  const [meanDy, meanDyStage] = make('meanDy', dBias, { dBias, count }, (c) =>
    applied('divide', operand(dBias, c), along(count, [])),
  );
  const [meanProduct, meanProductStage] = make('meanProduct', dWeight, { dWeight, count }, (c) =>
    applied('divide', operand(dWeight, c), along(count, [])),
  );
  const [common, commonStage] = make('common', dy, { meanDy, normalised, meanProduct }, (index) =>
    applied(
      'plusScaled',
      ofChannel(meanDy, index),
      operand(normalised, index),
      ofChannel(meanProduct, index),
    ),
  );
  const stage = cellStage(planTo('dx', { scale, dy, common, dx }), (index) =>
    applied('centred', ofChannel(scale, index), operand(dy, index), operand(common, index)),
  );
  return [...stages, meanDyStage, meanProductStage, commonStage, stage];
}

const isTraining = ({ attrs }: Call): boolean => attrs['training'] === true;

/** How many cells a channel has in the whole batch. */
function countOf({ tensors, nameOf }: Call): Named {
  const [N, , H, W] = tensors['x'].tensor.shape;
  return constant(nameOf('count'), N * H * W);
}

const ruled = (part: string, tensors: Parts) => ({ rule: `batchNorm2d.${part}`, tensors });

/** The number that a cell [n, c, h, w] shares with its channel. */
const ofChannel = (part: Named, [, c]: readonly number[]): Operand => operand(part, [c]);

/** The cells of a channel in the order n, h, w. */
function channelOf(part: Named, c: number): Operand[] {
  const [N, , H, W] = part.tensor.shape;
  return Array.from({ length: N * H * W }, (_, k) => {
    const [n, h, w] = unravel([N, H, W], k);
    return operand(part, [n, c, h, w]);
  });
}

export const telling = { forward, backward, rules } satisfies Telling;
