/** Trains the pocket network from nothing in a worker, on digits that it draws, and hands over what it has become. */
import type { Parameters } from '#engine/backend.ts';
import { Network } from '#engine/network.ts';
import { recipes, type Recipe } from '#training/run/recipes.ts';
import { createTrainingClient, type ClientOptions } from '#training/worker/client.ts';
import { digitsSeed } from '#training/worker/digit-counts.ts';
import type { Report } from '#training/worker/protocol.ts';

export interface Progress {
  readonly update: number;
  readonly updates: number;
  /** At the end: the share of generated test digits that are read right, 0..1, how many they are, and the time it took. */
  readonly accuracy?: number;
  readonly tested?: number;
  readonly seconds?: number;
}

export interface Lesson {
  /** Ends it; nothing is heard of it again. */
  stop(): void;
}

export interface LessonOptions {
  /** Draws the first weights, as `initialParameters` does. */
  readonly seed: number;
  onParameters(parameters: Parameters): void;
  onProgress(progress: Progress): void;
  onFailure(): void;
  /** In place of the platform's, for tests. */
  readonly createClient?: (options: ClientOptions) => ReturnType<typeof createTrainingClient>;
}

/** About a second, the drawing of the digits included: smaller batches than a long run's, so that many updates fit in. */
export const recipe: Recipe = { ...recipes.pocket, batchSize: 32, length: { updates: 800 } };
const trainCount = 3000;
const run = 1;

export function teach(options: LessonOptions): Lesson {
  const { seed, createClient = createTrainingClient } = options;
  const { parameterShapes } = new Network(recipe.network);
  /** The parameters of a report are those of the run; which digit it observes does not matter. */
  const subject = { tensors: Object.keys(parameterShapes), digit: 0 };
  let began = 0;
  let tested = 0;
  /** Of the last test so far. */
  let accuracy = 0;

  const onReport = ({ state, position, tests, observation }: Report): void => {
    if (observation) options.onParameters(observation.tensors);
    if (state === 'broken') return fail();
    const { update, updates } = position;
    accuracy = tests.at(-1)?.accuracy ?? accuracy;
    if (state === 'finished') {
      const seconds = (performance.now() - began) / 1000;
      options.onProgress({ update, updates, accuracy, tested, seconds });
      client.dispose();
    } else {
      options.onProgress({ update, updates });
      // A report comes about ten times a second, but with parameters less often: one that came without is asked again.
      if (state === 'running' && !observation) client.send({ kind: 'observe', subject });
    }
  };
  function fail(): void {
    client.dispose();
    options.onFailure();
  }

  const client = createClient({
    onMessage(message) {
      switch (message.kind) {
        case 'loaded':
          tested = message.data.testCount;
          client.send({
            kind: 'prepare',
            run,
            settings: { recipe, seed, backend: 'auto' },
            subject,
          });
          return client.send({ kind: 'start' });
        case 'prepared':
          began = performance.now();
          return undefined;
        case 'report':
          return onReport(message);
        case 'notLoaded':
        case 'failed':
          return fail();
        default:
          return undefined;
      }
    },
    onSilence() {},
    onDeath: fail,
  });
  client.send({
    kind: 'load',
    request: 1,
    source: { kind: 'generated', trainCount, seed: digitsSeed },
  });
  return { stop: client.dispose };
}
