/** The one table of what every operation must give: the goldens, under the engine's names. */
import type { Tensor } from '#engine/tensor.ts';
import type { Golden } from '#tests/goldens/goldens.ts';
import { readGoldens, toTensor } from '#tests/goldens/goldens.ts';

export interface Case {
  readonly operation: string;
  /** From the golden itself, so that it cannot say something else than the case does. */
  readonly title: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly attrs: object;
  /** Upstream gradient; a loss has none. */
  readonly dy: Tensor | undefined;
  readonly y: Tensor;
  /** Expected gradients under the names of the inputs. */
  readonly gradients: Readonly<Record<string, Tensor>>;
}

/** How a golden file maps to an operation: our name of each of its inputs and attributes. */
interface GoldenFile {
  readonly file: string;
  readonly operation: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly attrs?: Readonly<Record<string, string>>;
  readonly output?: string;
}

const layer = { x: 'x', w: 'weight', b: 'bias' };
const pooling = { kernel: 'kernelSize', stride: 'stride', padding: 'padding' };

const files: readonly GoldenFile[] = [
  {
    file: 'conv2d',
    operation: 'conv2d',
    inputs: layer,
    attrs: { stride: 'stride', padding: 'padding' },
  },
  { file: 'maxpool2d', operation: 'maxPool2d', inputs: { x: 'x' }, attrs: pooling },
  {
    file: 'avgpool2d',
    operation: 'avgPool2d',
    inputs: { x: 'x' },
    attrs: { ...pooling, count_include_pad: 'countIncludePad' },
  },
  { file: 'dense', operation: 'dense', inputs: layer },
  { file: 'relu', operation: 'relu', inputs: { x: 'x' } },
  { file: 'leaky_relu', operation: 'leakyRelu', inputs: { x: 'x' }, attrs: { alpha: 'alpha' } },
  { file: 'elu', operation: 'elu', inputs: { x: 'x' }, attrs: { alpha: 'alpha' } },
  { file: 'sigmoid', operation: 'sigmoid', inputs: { x: 'x' } },
  { file: 'tanh', operation: 'tanh', inputs: { x: 'x' } },
  { file: 'flatten', operation: 'flatten', inputs: { x: 'x' } },
  { file: 'softmax', operation: 'softmax', inputs: { x: 'x' } },
  {
    file: 'softmax_cross_entropy',
    operation: 'softmaxCrossEntropy',
    inputs: { logits: 'logits', onehot: 'target' },
    output: 'loss',
  },
  {
    file: 'mse',
    operation: 'meanSquaredError',
    inputs: { y: 'prediction', target: 'target' },
    attrs: { reduction: 'reduction' },
    output: 'loss',
  },
];

export const cases: readonly Case[] = files.flatMap((file) =>
  readGoldens(file.file).map((golden) => toCase(file, golden)),
);

function toCase(file: GoldenFile, golden: Golden): Case {
  const { gy } = golden.inputs;
  const attrs = Object.entries(file.attrs ?? {}).map(([theirs, ours]) => [
    ours,
    golden.attrs[theirs],
  ]);
  return {
    operation: file.operation,
    title: golden.name,
    inputs: rename(file.inputs, golden.inputs),
    attrs: Object.fromEntries(attrs),
    dy: gy && toTensor(gy),
    y: toTensor(golden.outputs[file.output ?? 'y']),
    gradients: rename(file.inputs, golden.grads),
  };
}

function rename(
  names: Readonly<Record<string, string>>,
  tensors: Golden['inputs'],
): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(names)
      .filter(([theirs]) => tensors[theirs])
      .map(([theirs, ours]) => [ours, toTensor(tensors[theirs])]),
  );
}
