/**
 * What page and training worker say to each other. Plain data only: it crosses by structured clone. Every message
 * about a run carries the number that the page gave it, so that late ones of an abandoned run are known as such.
 */
import type { Turning } from '#data/data-set.ts';
import type { DataErrorCode } from '#data/messages.ts';
import type { Turn } from '#data/turn.ts';
import type { Words } from '#words/language.ts';
import type { Answers } from '#engine/answers.ts';
import type { LabelledImages } from '#engine/backend.ts';
import type { Tensor } from '#engine/tensor.ts';
import type { BackendCheck } from '../run/check.ts';
import type { Divergence } from '../run/divergence.ts';
import type { TestResult } from '../run/evaluation.ts';
import type { Message } from '../run/messages.ts';
import type { Recipe } from '../run/recipes.ts';
import type { TestPoint } from '../run/history.ts';
import type { BackendChoice, BackendOption } from './backends.ts';

/** Where images come from. `base` is the site's own path, for example `/` or `/layer-by-layer/`. */
export type DataSource =
  | { readonly kind: 'mnist'; readonly base: string }
  | {
      readonly kind: 'generated';
      readonly trainCount: number;
      readonly seed: number;
      /** With a base: train on generated digits, test on the site's MNIST. */
      readonly mnistTest?: { readonly base: string };
    }
  | { readonly kind: 'files'; readonly files: readonly File[]; readonly turn: Turn };

export interface RunSettings {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly backend: BackendChoice;
}

export type ToWorker =
  /** First of all. The worker holds the Web Lock of this name for as long as it lives. */
  | { readonly kind: 'hello'; readonly lock: string }
  /**
   * Load a data set for the runs that are prepared from then on; if that fails, the last that worked stays. A run goes
   * on meanwhile, with its own. A newer load takes the place of one that is under way. The newest is always answered,
   * an older one only if it was done before the newer one came.
   */
  | { readonly kind: 'load'; readonly request: number; readonly source: DataSource }
  /** Draw the first weights and set up a backend for the data loaded last. Ends the run. Reports show `subject`. */
  | {
      readonly kind: 'prepare';
      readonly run: number;
      readonly settings: RunSettings;
      readonly subject?: Subject;
    }
  /** Train, from where the run stands, until it ends or is told to pause. */
  | { readonly kind: 'start' }
  | { readonly kind: 'pause' }
  /** Make one update and the test that follows it at the end of an epoch, then pause. */
  | { readonly kind: 'step' }
  /** Test on all test images now; a run in progress waits and goes on. */
  | { readonly kind: 'evaluate' }
  /** Compare one batch's gradients with the readable engine's. */
  | { readonly kind: 'check' }
  /** Show this in the reports from now on, the first of which comes at once. */
  | { readonly kind: 'observe'; readonly subject: Subject }
  /** What the network makes of an image of the reader's own: [height, width] bytes, as the data set's are. */
  | { readonly kind: 'read'; readonly run: number; readonly pixels: Uint8Array }
  /** Answered if the worker has nothing to do or has got on since the last one: silence means that it is stuck. */
  | { readonly kind: 'ping' };

/** The first training image of each class, one beside the other: [height, width] bytes. */
export interface Specimens {
  readonly height: number;
  readonly width: number;
  readonly pixels: Uint8Array;
  readonly labels: Uint8Array;
}

export interface DataSummary {
  readonly name: string;
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly trainCount: number;
  readonly testCount: number;
  /** The first test images, which reports tell the readings of. */
  readonly wall: LabelledImages;
  /** What a reader should know about a set that could be read. */
  readonly notes?: readonly Words[];
  /** Of files: how their images were turned, and what they look like now. */
  readonly turning?: Turning & { readonly specimens: Specimens };
}

/** A run is `ready` before its first update; `broken` when its loss was not finite. */
export type RunState = 'ready' | 'running' | 'paused' | 'finished' | 'broken';

export interface Position {
  /** Updates made, and in the whole run. */
  readonly update: number;
  readonly updates: number;
  readonly updatesPerEpoch: number;
  /** Images trained on so far, and in the whole run, each counted as often as it is seen. */
  readonly images: number;
  readonly imagesInAll: number;
}

/** What to look at while the network learns: tensors by name, as `Backend.observe` takes them, for one test image. */
export interface Subject {
  readonly tensors: readonly string[];
  readonly digit: number;
}

export interface Observation {
  readonly digit: number;
  readonly label: number;
  readonly height: number;
  readonly width: number;
  /** [height, width] bytes. */
  readonly pixels: Uint8Array;
  /** By name, as the engine lays them out. */
  readonly tensors: Readonly<Record<string, Tensor>>;
}

/** What happened since the last report; sent at most about ten times a second, and when the state changes. */
export interface Report {
  readonly kind: 'report';
  readonly run: number;
  readonly state: RunState;
  /** What computes; threads join and leave while a run goes on. */
  readonly backend: string;
  readonly position: Position;
  /** Of every update since the last report, in order: the batch's loss in nats, share of hits (0..1) and images. */
  readonly losses: Float64Array;
  readonly accuracies: Float64Array;
  readonly images: Uint32Array;
  readonly tests: readonly TestPoint[];
  /** While a test is going on: how far it is. */
  readonly testing?: { readonly done: number; readonly count: number };
  readonly imagesPerSecond: number;
  readonly secondsLeft?: number;
  readonly divergence?: Divergence;
  readonly observation?: Observation;
  /** Of the wall's images, in order; absent where they were not read anew. */
  readonly reading?: Answers;
}

export type LoadFailure =
  /** The site has no such file, and will not have it later. */
  | { readonly kind: 'absent'; readonly file: string }
  /** `passing`: what is wrong lies with the network or the server, and may be right in a minute. */
  | {
      readonly kind: 'damaged' | 'passing';
      readonly code: DataErrorCode;
      /** What is wrong; said here, because the page would seldom need the sentences that it had to carry. */
      readonly text: Words;
    }
  /** Whatever else can go wrong, in the platform's words: no memory, say. */
  | { readonly kind: 'failed'; readonly message: string };

export type FromWorker =
  | { readonly kind: 'pong' }
  | { readonly kind: 'hello'; readonly backends: readonly BackendOption[] }
  | {
      readonly kind: 'loading';
      readonly request: number;
      readonly done: number;
      readonly total: number;
    }
  | { readonly kind: 'loaded'; readonly request: number; readonly data: DataSummary }
  | { readonly kind: 'notLoaded'; readonly request: number; readonly failure: LoadFailure }
  /** `notice` says so where the backend is not the one that was asked for. */
  | { readonly kind: 'prepared'; readonly run: number; readonly notice?: Message }
  | Report
  /** The answer to `evaluate`. */
  | { readonly kind: 'evaluated'; readonly run: number; readonly test: TestResult }
  | { readonly kind: 'checked'; readonly run: number; readonly check: BackendCheck }
  /** The answer to `read`: the probability of each class. */
  | { readonly kind: 'wasRead'; readonly run: number; readonly probabilities: Float32Array }
  /** The run is over. Without a run, the worker is of no use. */
  | { readonly kind: 'failed'; readonly run?: number; readonly message: Message };
