/**
 * The first page's network, alive: it reads what is on the pad at every stroke, is asked who is to blame, forgets
 * everything, and learns again.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { drawingOf } from '#data/drawing/drawing.ts';
import type { Parameters } from '#engine/backend.ts';
import { initialParameters, Network } from '#engine/network.ts';
import { blameOf, kernelNorms } from '#experiments/blame.ts';
import { fetchModel } from '#formats/model.ts';
import { recipes } from '#training/run/recipes.ts';
import { createPad, type PadModel, type PadStroke } from '#views/pad.ts';
import { gradientsOf, shownFrom, shownOf, type Pictures, type Shown, type Still } from './shown.ts';
import type { Lesson, Progress } from './lesson.ts';

/** What the page carries: a digit and what the trained network makes of it. */
export interface Opening extends Still {
  readonly label: number;
  readonly strokes: readonly PadStroke[];
}

export interface Options {
  readonly opening: Opening;
  /** The site's own path. */
  readonly base: string;
}

/** Where the network's numbers come from. */
export type Mind =
  | { readonly kind: 'trained' | 'forgotten' }
  | { readonly kind: 'learning' | 'learnt'; readonly progress: Progress }
  /** Training broke off, and why, in the page's words. */
  | { readonly kind: 'failed'; readonly code: 'unfetched' | 'untrained' };

export interface Verdict {
  readonly right: number;
  readonly loss: number;
  readonly pictures: Pictures;
  /** dL/dlogits, a number a class. */
  readonly logits: ArrayLike<number>;
  /** The kernel of the first convolution with the longest gradient, and its length. */
  readonly kernel: { readonly d: number; readonly norm: number };
}

export interface Landing {
  readonly pad: PadModel;
  readonly shown: ReadonlySignal<Shown>;
  readonly mind: ReadonlySignal<Mind>;
  /** The most probable class; undefined without ink. */
  readonly answer: ReadonlySignal<number | undefined>;
  /** The class that counts as right. */
  readonly right: ReadonlySignal<number>;
  readonly verdict: ReadonlySignal<Verdict | undefined>;
  /** Whether the weights are there, so that the scene answers. */
  readonly isReady: ReadonlySignal<boolean>;
  /** The reader has done something: nothing moves by itself any more. */
  readonly isTouched: ReadonlySignal<boolean>;
  load(): Promise<void>;
  touch(): void;
  choose(label: number): void;
  /** Asks who is to blame, or stops asking. */
  blame(isAsked: boolean): void;
  /** Puts a generated digit on the pad, as far as it is written. */
  write(label: number, strokes: readonly PadStroke[]): void;
  forget(): void;
  /** Trains from the fresh weights of the last forgetting. */
  learn(): Promise<void>;
  /** Brings the trained weights back. */
  remember(): void;
  dispose(): void;
}

const { network: spec } = recipes.pocket;

export function createLanding({ opening, base }: Options): Landing {
  const network = new Network(spec);
  const pad = createPad(opening.strokes);
  const trained = signal<Parameters | undefined>(undefined);
  const parameters = signal<Parameters | undefined>(undefined);
  const mind = signal<Mind>({ kind: 'trained' });
  const isTouched = signal(false);
  const isBlamed = signal(false);
  /** What a generated digit shows; of the reader's own only they know. */
  const chosen = signal(opening.label);
  let seed = 0;
  let lesson: Lesson | undefined;

  const picture = computed(() => drawingOf(pad.strokes.value).normalised?.image);
  const still = shownFrom(opening);
  const shown = computed(() =>
    parameters.value ? shownOf(network, parameters.value, picture.value) : still,
  );
  const answer = computed(() => {
    const all = shown.value.probabilities;
    return all && Array.from(all).indexOf(Math.max(...Array.from(all)));
  });
  const verdict = computed((): Verdict | undefined => {
    if (!isBlamed.value || !parameters.value || !picture.value) return undefined;
    const right = chosen.value;
    const blame = blameOf(network, parameters.value, picture.value, right);
    const norms = kernelNorms(blame.parameters['conv1.weight']);
    const norm = Math.max(...norms);
    return {
      ...{ right, loss: blame.loss, pictures: gradientsOf(blame) },
      logits: blame.activations['dense'].data,
      kernel: { d: norms.indexOf(norm), norm },
    };
  });

  const stop = (): void => {
    lesson?.stop();
    lesson = undefined;
  };
  const forget = (): void => {
    stop();
    seed++;
    // float32, as the trainer draws them: it begins with the very same numbers.
    parameters.value = initialParameters(spec, seed, true);
    mind.value = { kind: 'forgotten' };
  };
  return {
    ...{ pad, shown, mind, answer, verdict, isTouched },
    right: chosen,
    isReady: computed(() => parameters.value !== undefined),
    async load() {
      try {
        trained.value = (await fetchModel({ base, name: 'pocket' }, spec)).parameters;
        parameters.value ??= trained.value;
        if (mind.peek().kind === 'failed') mind.value = { kind: 'trained' };
      } catch {
        mind.value = { kind: 'failed', code: 'unfetched' };
      }
    },
    touch: () => void (isTouched.value = true),
    choose: (label) => void (chosen.value = label),
    blame: (isAsked) => void (isBlamed.value = isAsked),
    write(label, strokes) {
      chosen.value = label;
      pad.show(strokes);
    },
    forget,
    async learn() {
      if (mind.peek().kind !== 'forgotten') forget();
      mind.value = { kind: 'learning', progress: { update: 0, updates: 0 } };
      const fail = (): void => {
        stop();
        mind.value = { kind: 'failed', code: 'untrained' };
      };
      const own = seed;
      try {
        const { teach } = await import('./lesson.ts');
        if (own !== seed || mind.peek().kind !== 'learning') return;
        lesson = teach({
          seed,
          onParameters: (next) => (parameters.value = next),
          onProgress(progress) {
            mind.value = {
              kind: progress.accuracy === undefined ? 'learning' : 'learnt',
              progress,
            };
          },
          onFailure: fail,
        });
      } catch {
        fail();
      }
    },
    remember() {
      stop();
      if (!trained.peek()) return;
      parameters.value = trained.peek();
      mind.value = { kind: 'trained' };
    },
    dispose: stop,
  };
}
