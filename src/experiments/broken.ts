/**
 * "Break it": one rule is replaced by a common mistake. The gradient check then says which cells are wrong and by how
 * much, and a small training run says whether the network still learns, which is another question.
 */
import { computed, signal } from '@preact/signals';
import type { NetworkSpec } from '#engine/architecture.ts';
import type { Parameters } from '#engine/backend.ts';
import { Network } from '#engine/network.ts';
import { mistakes, type Mistake } from '#engine/ops/mistakes/index.ts';
import type { Example } from './experiment.ts';
import { startRun, type LearningRun, type RunPlan, type RunRules } from './learning-run.ts';
import { checkMistake, rulesOf } from './mistakes.ts';

export interface BrokenOptions<Depth extends string> {
  /** The networks that can be broken, and the one to begin with. */
  readonly specs: Readonly<Record<Depth, NetworkSpec>>;
  readonly usual: NoInfer<Depth>;
  readonly seed: number;
  readonly plan: RunPlan;
  /** The first parameters of a run, newly made. */
  draw(spec: NetworkSpec, seed: number): Parameters;
  /** What the check runs on; may read signals, as may `parametersOf`. */
  examples(): readonly Example[];
  parametersOf(depth: Depth, seed: number): Parameters;
}

/** The same run twice, with the right rules and with the mistake. */
export interface Progress<Depth extends string = string> {
  readonly mistake: Mistake;
  readonly depth: Depth;
  readonly seed: number;
  readonly right: LearningRun;
  readonly broken: LearningRun;
  /** Updates made so far by the longer of the two. */
  readonly updates: number;
  readonly isDone: boolean;
}

export function createBroken<Depth extends string>(options: BrokenOptions<Depth>) {
  const { specs, plan } = options;
  const id = signal(mistakes[0].id);
  const depth = signal<Depth>(options.usual);
  const seed = signal(options.seed);
  const progress = signal<Progress<Depth> | undefined>(undefined);
  const mistake = computed(() => mistakes.find((one) => one.id === id.value) ?? mistakes[0]);
  const check = computed(() => {
    const parameters = options.parametersOf(depth.value, seed.value);
    return checkMistake(mistake.value, specs[depth.value], parameters, options.examples());
  });
  const isCurrent = (one: Progress<Depth> | undefined): one is Progress<Depth> =>
    one !== undefined &&
    one.mistake === mistake.value &&
    one.depth === depth.value &&
    one.seed === seed.value;
  return {
    id,
    depth,
    /** Draws the first parameters of the training run. */
    seed,
    mistake,
    /** Of every tensor, with the mistake in place. */
    check,
    progress: computed(() => (isCurrent(progress.value) ? progress.value : undefined)),
    start() {
      const choice = { mistake: mistake.peek(), depth: depth.peek(), seed: seed.peek() };
      const spec = specs[choice.depth];
      const begin = (rules: RunRules): LearningRun =>
        startRun(options.draw(spec, choice.seed), plan, rules);
      const right = begin({ network: new Network(spec) });
      const broken = begin(rulesOf(choice.mistake, spec));
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
