/**
 * "Break it": one rule is replaced by a common mistake. The gradient check then says which cells are wrong and by how
 * much, and a small training run says whether the network still learns, which is another question.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { LayerSpec, NetworkSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { checkNetwork, type CheckedEntry } from '#engine/gradient-check.ts';
import { softmaxCrossEntropy } from '#engine/index.ts';
import { Network } from '#engine/network.ts';
import { mistakes, type Mistake } from '#engine/ops/mistakes/index.ts';
import { stack, type LossFunction } from '#engine/pass.ts';
import { tensor, unravel, type Tensor } from '#engine/tensor.ts';
import type { Experiment } from './experiment.ts';
import { startRun, type LearningRun } from './learning-run.ts';
import { deeperNetwork, smallNetwork, startingParameters } from './network.ts';
import { pictureOf } from './pictures.ts';

export { mistakes, type Mistake };

export type Depth = 'small' | 'deeper';
export const specs: Readonly<Record<Depth, NetworkSpec>> = {
  small: smallNetwork,
  deeper: deeperNetwork,
};

/**
 * A quotient at the usual h is good to about 1e-8 here; what is off by more than this is not its rounding. A cell on a
 * kink has no slope to compare with and is neither right nor wrong.
 */
export const wrongFrom = 1e-5;

export interface CheckedCell extends CheckedEntry {
  readonly index: readonly number[];
  readonly isWrong: boolean;
}

export interface TensorCheck {
  readonly name: string;
  readonly shape: readonly number[];
  readonly cells: readonly CheckedCell[];
  readonly wrong: number;
  readonly kinks: number;
  /** The cell that is off by most; undefined where none is wrong. */
  readonly worst: CheckedCell | undefined;
}

export interface RunPair {
  readonly mistake: Mistake;
  readonly depth: Depth;
  readonly seed: number;
  readonly right: LearningRun;
  readonly broken: LearningRun;
}

export interface Progress extends RunPair {
  /** Updates made so far by the longer of the two. */
  readonly updates: number;
  readonly isDone: boolean;
}

const usualSeed = 2;

export function createBroken(experiment: ReadonlySignal<Experiment>) {
  const id = signal(mistakes[0].id);
  const depth = signal<Depth>('small');
  const seed = signal(usualSeed);
  const progress = signal<Progress | undefined>(undefined);
  const mistake = computed(() => mistakes.find((one) => one.id === id.value) ?? mistakes[0]);
  const check = computed(() => {
    const { parameters, picture, label } = experiment.value;
    // Beside the reader's, a picture of ties and one with a window whose gates are all closed: without them, a rule
    // for ties or for closed gates could not go wrong.
    const examples = [{ picture, label }, pictureOf('edge'), pictureOf('lying')];
    const batch = {
      x: stack(examples.map((one) => one.picture)),
      target: tensor(
        [examples.length],
        examples.map((one) => one.label),
      ),
    };
    const own =
      depth.value === 'small' ? parameters : startingParameters(deeperNetwork, seed.value);
    return checkMistake(mistake.value, specs[depth.value], own, batch);
  });
  const isCurrent = (one: Progress | undefined): one is Progress =>
    one !== undefined &&
    one.mistake === mistake.value &&
    one.depth === depth.value &&
    one.seed === seed.value;
  return {
    id,
    depth,
    /** Draws the first parameters of the training run, and of the deeper network. */
    seed,
    mistake,
    /** Of every tensor, with the mistake in place. */
    check,
    progress: computed(() => (isCurrent(progress.value) ? progress.value : undefined)),
    start() {
      const spec = specs[depth.peek()];
      const one = mistake.peek();
      const right = startRun(spec, seed.peek(), { network: new Network(spec) });
      const broken = startRun(spec, seed.peek(), rulesOf(one, spec));
      const choice = { mistake: one, depth: depth.peek(), seed: seed.peek() };
      progress.value = { ...choice, right, broken, updates: 0, isDone: false };
    },
    /** Trains both a little further; the page calls it frame by frame. */
    advance(updates: number) {
      const now = progress.peek();
      if (now === undefined || now.isDone) return;
      now.right.advance(updates);
      now.broken.advance(updates);
      progress.value = {
        ...now,
        updates: Math.max(now.right.losses.length, now.broken.losses.length),
        isDone: now.right.isDone && now.broken.isDone,
      };
    },
  };
}

export type Broken = ReturnType<typeof createBroken>;

/** The network and the loss with the mistake in place of the operation that it replaces. */
export function rulesOf({ replaces, operation }: Mistake, spec: NetworkSpec) {
  if (replaces === softmaxCrossEntropy.name)
    return { network: new Network(spec), lossFunction: operation as LossFunction };
  const kind = replaces as LayerSpec['kind'];
  return { network: new Network(spec, { [kind]: operation }), lossFunction: softmaxCrossEntropy };
}

/** Checks every gradient of a broken network against finite differences. */
export function checkMistake(
  mistake: Mistake,
  spec: NetworkSpec,
  parameters: Parameters,
  { x, target }: { readonly x: Tensor; readonly target: Tensor },
): TensorCheck[] {
  const { network, lossFunction } = rulesOf(mistake, spec);
  const activations = network.forward(x, parameters);
  const checked = checkNetwork({ network, parameters, x, target }, { lossFunction });
  return Object.entries(checked).map(([name, { entries, kinks }]) => {
    const { shape } = parameters[name] ?? activations[name];
    const cells = entries.map((entry): CheckedCell => {
      const isWrong = !entry.kink && !(entry.relativeError < wrongFrom);
      return { ...entry, index: unravel(shape, entry.at), isWrong };
    });
    const wrong = cells.filter((cell) => cell.isWrong);
    const worst = wrong.toSorted((a, b) => distance(b) - distance(a))[0];
    const isOutput = name !== 'x' && name in activations;
    return { name: isOutput ? `${name}.y` : name, shape, cells, wrong: wrong.length, kinks, worst };
  });
}

const distance = ({ analytic, quotient }: CheckedEntry): number => Math.abs(analytic - quotient);
