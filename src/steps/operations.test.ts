import * as tellings from './operations.ts';
import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import * as engine from '#engine/index.ts';
import type { Operation } from '#engine/operation.ts';
import { tensor, type Tensor } from '#engine/tensor.ts';
import { toPieces, toText } from './describe.ts';
import { complaintsAbout } from './invariants.ts';
import { cases } from '#tests/conformance/cases.ts';
import { callOf, gradientName, operationTrace, type OperationRun } from './operation-trace.ts';
import { softmaxCrossEntropyChunkedBackward } from './softmax-cross-entropy.ts';
import type { Tell, Telling } from './telling.ts';
import {
  differences,
  differenceTolerance,
  distance,
  inner,
  randomTensor,
  rowText,
} from './testing.ts';
import { composeTrace, stepsOf } from './trace.ts';

type AnyOperation = Operation<any, any, any>;
type Inputs = Record<string, Tensor>;
type Drawn = { inputs: Inputs; attrs?: Record<string, unknown> };
type Draw = fc.Arbitrary<Drawn>;

const extent = (min: number, max: number) => fc.integer({ min, max });
const pair = (min: number, max: number) => fc.tuple(extent(min, max), extent(min, max));
const anyShape = fc.array(extent(1, 4), { minLength: 1, maxLength: 4 });
const seed = extent(1, 1000);

/** Whole numbers, so that ties and exact zeros are common. */
const coarse = (shape: readonly number[], from: number): Tensor => {
  const { data } = randomTensor(shape, from);
  return tensor(shape, data.map(Math.round));
};

const elementwise: Draw = fc.tuple(anyShape, seed).map(([shape, from]) => ({
  inputs: { x: randomTensor(shape, from) },
}));
const pooled = fc
  .record({ N: extent(1, 2), C: extent(1, 2), size: pair(1, 6), kernelSize: pair(1, 3) })
  .chain((base) =>
    fc.record({
      base: fc.constant(base),
      stride: pair(1, 4),
      padding: pair(0, 1),
      from: seed,
      countIncludePad: fc.boolean(),
    }),
  )
  .filter(({ base: { size, kernelSize }, padding }) =>
    [0, 1].every(
      (axis) =>
        2 * padding[axis] <= kernelSize[axis] && kernelSize[axis] <= size[axis] + 2 * padding[axis],
    ),
  );
const pooling = (draw: (shape: readonly number[], from: number) => Tensor): Draw =>
  pooled.map(({ base: { N, C, size, kernelSize }, from, ...attrs }) => ({
    inputs: { x: draw([N, C, ...size], from) },
    attrs: { kernelSize, ...attrs },
  }));
/** A largest number asks for no divisor. */
const withoutCount = ({ inputs, attrs }: Drawn): Drawn => {
  const { countIncludePad: _, ...rest } = { ...attrs };
  return { inputs, attrs: rest };
};
const convolved: Draw = pooled.map(
  ({ base: { N, C, size, kernelSize }, stride, padding, from }) => ({
    inputs: {
      x: randomTensor([N, C, ...size], from),
      weight: randomTensor([2, C, ...kernelSize], from + 1),
      bias: randomTensor([2], from + 2),
    },
    attrs: { stride, padding },
  }),
);
const dense: Draw = fc
  .tuple(extent(1, 3), extent(1, 4), extent(1, 4), seed)
  .map(([N, C, D, from]) => ({
    inputs: {
      x: randomTensor([N, C], from),
      weight: randomTensor([D, C], from + 1),
      bias: randomTensor([D], from + 2),
    },
  }));
const prelu: Draw = fc
  .tuple(pair(1, 3), pair(1, 3), fc.boolean(), seed)
  .map(([[N, C], rest, one, from]) => ({
    inputs: {
      x: randomTensor([N, C, ...rest], from),
      alpha: randomTensor([one ? 1 : C], from + 1),
    },
  }));
/** At least two cells in each channel, of a width that a difference does not notice. */
const normalised: Draw = fc
  .tuple(extent(1, 3), extent(1, 3), pair(1, 3), fc.boolean(), seed)
  .filter(([N, , [H, W]]) => N * H * W > 1)
  .map(([N, C, size, training, from]) => ({
    inputs: {
      x: randomTensor([N, C, ...size], from),
      weight: randomTensor([C], from + 1),
      bias: randomTensor([C], from + 2),
      runningMean: randomTensor([C], from + 3),
      runningVariance: tensor([C], new Float64Array(C).fill(0.5)),
    },
    attrs: { training, epsilon: 0.25 },
  }));
/** Rows that are one-hot, or that share their 1 between the classes. */
const rows = (N: number, K: number, from: number, sharp: boolean): Tensor =>
  sharp
    ? engine.oneHot(
        Array.from({ length: N }, (_, n) => (from + n) % K),
        K,
      )
    : engine.softmax.forward({ x: randomTensor([N, K], from) });
const classified: Draw = fc
  .tuple(extent(1, 4), extent(1, 5), fc.boolean(), seed)
  .map(([N, K, sharp, from]) => ({
    inputs: { logits: randomTensor([N, K], from), target: rows(N, K, from, sharp) },
  }));
const predicted: Draw = fc
  .tuple(anyShape, fc.constantFrom('mean', 'batchmean'), seed)
  .map(([shape, reduction, from]) => ({
    inputs: { prediction: randomTensor(shape, from), target: randomTensor(shape, from + 1) },
    attrs: { reduction },
  }));

interface Row {
  operation: AnyOperation;
  draw: Draw;
  tells: Tell[][];
  output?: string;
  /** Inputs that get a gradient; all of them unless given. */
  gradients?: string[];
  /** Central differences say nothing where numbers tie. */
  ties?: boolean;
}

type Special = Omit<Partial<Row>, 'operation'>;

/** What an operation's row has beside its telling; x of any shape and the attributes of a golden unless given. */
const special: Readonly<Record<string, Special>> = {
  prelu: { draw: prelu },
  batchNorm2d: { draw: normalised, gradients: ['x', 'weight', 'bias'] },
  flatten: { draw: elementwise.filter(({ inputs }) => inputs['x'].shape.length > 1) },
  conv2d: { draw: convolved },
  maxPool2d: { draw: pooling(randomTensor).map(withoutCount) },
  avgPool2d: { draw: pooling(randomTensor) },
  dense: { draw: dense },
  softmaxCrossEntropy: { draw: classified, output: 'loss', gradients: ['logits'] },
  meanSquaredError: { draw: predicted, output: 'loss', gradients: ['prediction'] },
};

function rowOf(name: keyof typeof tellings, own: Special = {}): Row {
  const { forward, backward, scatter }: Telling = tellings[name];
  const tells = [[forward, backward], ...(scatter ? [[scatter]] : [])];
  const told = cases.filter(({ operation }) => operation === name).map(({ attrs }) => attrs);
  const draw = fc
    .tuple(elementwise, fc.constantFrom(...told))
    .map(([{ inputs }, attrs]) => ({ inputs, attrs }));
  return { operation: engine[name], draw, tells, ...special[name], ...own };
}

const ordinary = Object.keys(tellings) as (keyof typeof tellings)[];
const names: [string, Row][] = [
  ...ordinary.map((name): [string, Row] => [name, rowOf(name)]),
  [
    'relu at exactly 0',
    rowOf('relu', {
      draw: seed.map((from) => ({ inputs: { x: coarse([2, 3], from) } })),
      ties: true,
    }),
  ],
  [
    'maxPool2d with ties',
    rowOf('maxPool2d', { draw: pooling(coarse).map(withoutCount), ties: true }),
  ],
  [
    'softmaxCrossEntropy in chunks',
    rowOf('softmaxCrossEntropy', { tells: [[softmaxCrossEntropyChunkedBackward]] }),
  ],
];

function runOf({ operation, output = 'y' }: Row, inputs: Inputs, attrs: object = {}): OperationRun {
  const y = operation.forward(inputs, attrs);
  return { inputs, attrs: { ...attrs }, dy: randomTensor(y.shape, 99), output };
}

test.each(names)('every trace of %s keeps the invariants', (_name, row) => {
  fc.assert(
    fc.property(row.draw, ({ inputs, attrs }) => {
      const run = runOf(row, inputs, attrs);
      for (const tell of row.tells)
        expect(complaintsAbout(operationTrace(row.operation, run, ...tell))).toEqual([]);
    }),
    { numRuns: 25, seed: 1 },
  );
});

test.each(names.filter(([, { ties }]) => ties !== true))(
  'the gradients in the trace of %s agree with central differences',
  (_name, row) => {
    fc.assert(
      fc.property(row.draw, ({ inputs, attrs }) => {
        const run = runOf(row, inputs, attrs);
        const { tensors } = callOf(row.operation, run);
        const loss = () => inner(row.operation.forward(inputs, attrs), run.dy!);
        for (const name of row.gradients ?? Object.keys(inputs))
          expect(
            distance(tensors[gradientName(name)].tensor.data, differences(loss, inputs[name])),
          ).toBeLessThan(differenceTolerance);
      }),
      { numRuns: 10, seed: 1 },
    );
  },
);

test.each(names)('every step of %s has a formula and a sentence in each language', (_name, row) => {
  const [{ inputs, attrs }] = fc.sample(row.draw, { numRuns: 1, seed: 1 });
  for (const tell of row.tells)
    for (const step of stepsOf(operationTrace(row.operation, runOf(row, inputs, attrs), ...tell))) {
      const { symbolic, numeric } = toPieces(step);
      const rows = [...symbolic, ...numeric].map(rowText);
      const texts = [toText(step, 'en'), toText(step, 'zh-cn'), ...rows];
      for (const text of texts) expect(text).not.toMatch(/undefined|NaN|\[object/);
    }
});

/** Eight roundings, one for each chunk, of numbers whose size is at most that of dLoss. */
const chunkTolerance = 1e-14;

test('the loss backward through every chunk ends in (p - target) / N', () => {
  fc.assert(
    fc.property(classified, ({ inputs }) => {
      const row = rowOf('softmaxCrossEntropy');
      const call = callOf(row.operation, runOf(row, inputs));
      const chunked = composeTrace(softmaxCrossEntropyChunkedBackward(call));
      const collapsed = call.tensors['dLogits'].tensor;
      expect(distance(chunked.valuesAt('dLogitsInChunks')!.data, collapsed.data)).toBeLessThan(
        chunkTolerance,
      );
    }),
    { seed: 1 },
  );
});
