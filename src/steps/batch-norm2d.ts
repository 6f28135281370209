/** Batch normalisation retold: mean and variance of each channel, then each cell by them. */
import { unravel } from '#engine/tensor.ts';
import { along, applied, constant, derived, type Doing } from './elementwise.ts';
import { batchNorm2dRules as rules } from './batch-norm2d-rules.ts';
import { cellStage, operand, product, single, stagePlan } from './stage.ts';
import type { Body, Call, Named, StageSteps } from './stage.ts';
import type { Operand } from './step.ts';
import type { Telling } from './telling.ts';

type Parts = Call['tensors'];

/** As the operation has it where none is given. */
const defaultEpsilon = 1e-5;

function forward(call: Call): StageSteps[] {
  const { weight, bias, y } = call.tensors;
  const { normalised, stages } = normalise(call);
  const plan = stagePlan(call, 'forward', 'batchNorm2d.forward', { weight, normalised, bias, y });
  const stage = cellStage(plan, (index) => ({
    kind: 'sum',
    terms: [product(at(weight, index), at(normalised, index))],
    bias: at(bias, index),
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
  const make = maker(call, 'forward');
  const average = (of: Named, power: 1 | 2, c: number): Body => ({
    kind: 'sum',
    terms: channelOf(of, c).map((one) => (power === 1 ? single(one) : product(one, one))),
    divisor: operand(count, []),
  });
  const centre = (mean: Named) => make('centred', x, { x, mean }, 'subtract');
  const scale = (centred: Named, variance: Named) =>
    make('normalised', x, { centred, variance, epsilon }, 'overRoot');

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
  const make = maker(call, 'backward');
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
  const [scale, scaleStage] = make('scale', weight, { weight, variance, epsilon }, 'overRoot');
  const stages = [biasStage, weightStage, scaleStage];
  if (!isTraining(call)) {
    const plan = planTo('dxAtRest', { scale, dy, dx });
    return [...stages, cellStage(plan, each('multiply', { scale, dy }))];
  }

  const count = countOf(call);
  const [meanDy, meanDyStage] = make('meanDy', dBias, { dBias, count }, 'divide');
  const products = { dWeight, count };
  const [meanProduct, meanProductStage] = make('meanProduct', dWeight, products, 'divide');
  const shared = { meanDy, normalised, meanProduct };
  const [common, commonStage] = make('common', dy, shared, 'plusScaled');
  const plan = planTo('dx', { scale, dy, common, dx });
  const stage = cellStage(plan, each('centred', { scale, dy, common }));
  return [...stages, meanDyStage, meanProductStage, commonStage, stage];
}

/** Makes the stages of one pass whose numbers only the steps have: each cell by a function or a body of its own. */
const maker =
  (call: Call, pass: 'forward' | 'backward') =>
  (part: string, like: Named, read: Parts, doing: Doing): [Named, StageSteps] => {
    const rest = { rule: `batchNorm2d.${part}`, tensors: read };
    const body = typeof doing === 'string' ? each(doing, read) : doing;
    return derived(call, pass, part, like.tensor.shape, rest, body);
  };

/** A function of the numbers of the parts that go with a cell. */
const each =
  (fn: string, parts: Parts) =>
  (index: readonly number[]): Body =>
    applied(fn, ...Object.values(parts).map((part) => at(part, index)));

/** The number of a part that goes with a cell: with [n, c, h, w] that of its channel, where the part has only those. */
const at = (part: Named, index: readonly number[]): Operand =>
  part.tensor.shape.length === 1 && index.length > 1
    ? operand(part, [index[1]])
    : along(part, index);

const isTraining = ({ attrs }: Call): boolean => attrs['training'] === true;

/** How many cells a channel has in the whole batch. */
function countOf({ tensors, nameOf }: Call): Named {
  const [N, , H, W] = tensors['x'].tensor.shape;
  return constant(nameOf('count'), N * H * W);
}

/** The cells of a channel in the order n, h, w. */
function channelOf(part: Named, c: number): Operand[] {
  const [N, , H, W] = part.tensor.shape;
  return Array.from({ length: N * H * W }, (_, k) => {
    const [n, h, w] = unravel([N, H, W], k);
    return operand(part, [n, c, h, w]);
  });
}

export const telling = { forward, backward, rules } satisfies Telling;
