/**
 * Random and edge inputs for every operation, from a few whole numbers: a seed and the sizes. Entries of x are
 * distinct and keep `spacing` from each other and from 0, so that a gradient check with a much smaller step meets no kink.
 */
import { operationOf } from '#engine/layers.ts';
import type { Random } from '#engine/random.ts';
import { mulberry32, normal12, shuffle, uniform } from '#engine/random.ts';
import type { Pair, Tensor } from '#engine/tensor.ts';
import { sizeOf, tensor } from '#engine/tensor.ts';
import { cases } from './cases.ts';

/** The sizes of one sample; an operation uses those that it has. */
export interface SampleSizes {
  readonly seed: number;
  readonly N: number;
  readonly C: number;
  readonly D: number;
  readonly H: number;
  readonly W: number;
  readonly kernelSize: Pair;
  readonly stride: Pair;
  readonly padding: Pair;
}

export interface Sample {
  readonly inputs: Record<string, Tensor>;
  readonly attrs: Record<string, unknown>;
  /** Inputs that have no gradient. */
  readonly constants?: readonly string[];
}

export const spacing = 2 ** -6;

/** Distinct multiples of `spacing`, half of them negative, none of them 0, in random order. */
function distinct(shape: readonly number[], random: Random): Tensor {
  const size = sizeOf(shape);
  const values = Float64Array.from(
    { length: size },
    (_, k) => (k - Math.floor(size / 2) + 0.5) * spacing,
  );
  return tensor(shape, shuffle(values, random));
}

export function normal(shape: readonly number[], random: Random): Tensor {
  return tensor(
    shape,
    Float64Array.from({ length: sizeOf(shape) }, () => normal12(random)),
  );
}

function probabilities(N: number, K: number, random: Random): Tensor {
  const rows = Array.from({ length: N }, () => {
    const row = Array.from({ length: K }, () => uniform(random) + 0.01);
    const sum = row.reduce((total, value) => total + value, 0);
    return row.map((value) => value / sum);
  });
  return tensor([N, K], rows.flat());
}

type MakeSample = (sizes: SampleSizes, random: Random) => Sample;

/** A layer that needs nothing to be told: an image, parameters of its own, the attributes of one of its goldens. */
function ordinary(operation: string, { N, C, H, W }: SampleSizes, random: Random): Sample {
  const told = cases.filter((one) => one.operation === operation);
  const attrs = told[Math.floor(uniform(random) * told.length)].attrs;
  const { layer } = operationOf({ kind: operation } as Parameters<typeof operationOf>[0]);
  const held = Object.entries(layer.parameters?.(attrs, [C, H, W]) ?? {});
  const parameters = held.map(([role, { shape }]) => [role, normal(shape, random)]);
  return {
    inputs: { x: distinct([N, C, H, W], random), ...Object.fromEntries(parameters) },
    attrs,
  };
}

/** Pooling allows a padding of half the kernel at most. */
const pooling: MakeSample = ({ N, C, H, W, kernelSize, stride, padding }, random) => ({
  inputs: { x: distinct([N, C, H, W], random) },
  attrs: {
    kernelSize,
    stride,
    padding: padding.map((pad, axis) => Math.min(pad, Math.floor(kernelSize[axis] / 2))),
  },
});

/** Operations that want something special. */
const samples: Readonly<Record<string, MakeSample>> = {
  conv2d: ({ N, C, D, H, W, kernelSize, stride, padding }, random) => ({
    inputs: {
      x: normal([N, C, H, W], random),
      weight: normal([D, C, ...kernelSize], random),
      bias: normal([D], random),
    },
    attrs: { stride, padding },
  }),
  dense: ({ N, C, D }, random) => ({
    inputs: {
      x: normal([N, C], random),
      weight: normal([D, C], random),
      bias: normal([D], random),
    },
    attrs: {},
  }),
  maxPool2d: pooling,
  avgPool2d: (sizes, random) => {
    const { inputs, attrs } = pooling(sizes, random);
    return { inputs, attrs: { ...attrs, countIncludePad: uniform(random) < 0.5 } };
  },
  /** As a layer it has one slope. */
  prelu: ({ N, C, H, W }, random) => {
    const slopes = uniform(random) < 0.5 ? 1 : C;
    return {
      inputs: { x: distinct([N, C, H, W], random), alpha: normal([slopes], random) },
      attrs: {},
    };
  },
  /** A wide channel and a large epsilon, so that nothing bends within a step; one value has no variance. */
  batchNorm2d: ({ N, C, H, W }, random) => ({
    inputs: {
      x: normal([N, C, H, W], random),
      weight: normal([C], random),
      bias: normal([C], random),
      runningMean: normal([C], random),
      runningVariance: tensor(
        [C],
        Float64Array.from({ length: C }, () => uniform(random) + 0.5),
      ),
    },
    attrs: { epsilon: 0.25, training: N * H * W > 1 && uniform(random) < 0.75 },
    constants: ['runningMean', 'runningVariance'],
  }),
  softmax: ({ N, D }, random) => ({ inputs: { x: normal([N, D], random) }, attrs: {} }),
  softmaxCrossEntropy: ({ N, D }, random) => ({
    inputs: { logits: normal([N, D], random), target: probabilities(N, D, random) },
    attrs: {},
    constants: ['target'],
  }),
  meanSquaredError: ({ N, D }, random) => ({
    inputs: { prediction: normal([N, D], random), target: normal([N, D], random) },
    attrs: { reduction: uniform(random) < 0.5 ? 'mean' : 'batchmean' },
    constants: ['target'],
  }),
};

export function makeSample(operation: string, sizes: SampleSizes): Sample {
  const random = mulberry32(sizes.seed);
  return samples[operation]?.(sizes, random) ?? ordinary(operation, sizes, random);
}
