/** The one table of what every operation must give: the goldens, under the engine's names. */
import type { Tensor } from '#engine/tensor.ts';
import * as operations from '#engine/operations.ts';
import { goldenNames, readGoldens, toTensor, type Golden } from '#tests/goldens/goldens.ts';

export interface Case {
  readonly operation: string;
  /** From the golden itself, so that it cannot say something else than the case does. */
  readonly title: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  /** Upstream gradient; a loss has none. */
  readonly dy: Tensor | undefined;
  readonly y: Tensor;
  /** Expected gradients under the names of the inputs. */
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** Expected next values of what a layer remembers, under the names of the inputs. */
  readonly state: Readonly<Record<string, Tensor>>;
}

/** A golden's words for what has another name here; for the rest, snake_case becomes camelCase. */
const ourNames: Readonly<Record<string, string>> = {
  w: 'weight',
  b: 'bias',
  y: 'prediction',
  onehot: 'target',
  kernel: 'kernelSize',
};

/** What goldens hold besides: upstream gradients, other layouts of the same numbers, notes to the reader. */
const isAside = (theirs: string): boolean =>
  /^(gy|labels|remainder|pad_value|ties|axis)$|_(seed|layout)$/.test(theirs);

/** What a golden says of a loss and the engine knows by itself: its one reduction, the kind of a target by its shape. */
const notes: Readonly<Record<string, readonly string[]>> = {
  softmaxCrossEntropy: ['reduction', 'target'],
};

const nameOf = (theirs: string): string =>
  ourNames[theirs] ?? theirs.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Puts a golden into the engine's words. */
export function toCase(operation: string, { name, ...golden }: Golden): Case {
  const inputs = rename(golden.inputs);
  const { y = golden.outputs['loss'], ...besides } = golden.outputs;
  const { gy } = golden.inputs;
  return {
    operation,
    title: name,
    inputs: tensors(inputs),
    attrs: rename(
      Object.fromEntries(
        Object.entries(golden.attrs).filter(([theirs]) => !notes[operation]?.includes(theirs)),
      ),
    ),
    dy: gy && toTensor(gy),
    y: toTensor(y),
    gradients: tensors(rename(golden.grads)),
    state: tensors(rename(besides), (ours) => ours in inputs),
  };
}

const rename = <Value>(named: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(
    Object.entries(named).flatMap(([theirs, value]) =>
      isAside(theirs) ? [] : [[nameOf(theirs), value]],
    ),
  );

const tensors = (named: Golden['inputs'], keep = (_ours: string) => true) =>
  Object.fromEntries(
    Object.entries(named).flatMap(([ours, golden]) =>
      keep(ours) ? [[ours, toTensor(golden)]] : [],
    ),
  );

export const cases: readonly Case[] = Object.keys(operations).flatMap((operation) => {
  const file = goldenNames().find((name) => name.replaceAll('_', '') === operation.toLowerCase());
  return file === undefined ? [] : readGoldens(file).map((golden) => toCase(operation, golden));
});
