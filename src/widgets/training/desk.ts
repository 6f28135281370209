/**
 * The reader's desk: what the fields say, what the worker was asked for and what came of it. Everything that the page
 * shows of data set and run follows from this one value, and `advance` is the only way from one to the next.
 */
import type { Message } from '#training/run/messages.ts';
import type { DataSummary, LoadFailure, RunState } from '#training/worker/protocol.ts';
import { defaultForm, readRecipe, type Form } from './settings.ts';
import type { DataWish, FilesWish } from './wish.ts';

export interface Loaded {
  readonly wish: DataWish;
  readonly data: DataSummary;
}

/** `request` is the number that the worker answers with. */
export interface Request {
  readonly request: number;
  readonly wish: DataWish;
  /** Asked for while a run stood: for the next one, when the reader begins it. */
  readonly isForNext: boolean;
}

export interface Loading extends Request {
  readonly done: number;
  readonly total: number;
}

export interface Run {
  readonly id: number;
  /** What the fields said when it was prepared, and the settings that they meant, as JSON to be compared. */
  readonly form: Form;
  readonly settings: string;
  /** What is looked at while it learns. */
  readonly tensors: readonly string[];
  readonly loaded: Loaded;
  readonly state: 'preparing' | 'failed' | RunState;
  /** Start was sent for it, so that it runs, or will have ended, unless it is paused. */
  readonly isStarted: boolean;
}

export interface Desk {
  /** As typed and chosen: what is to be used next. */
  readonly form: Form;
  /** The files that were given last; once they have turned out to be of no use, the last that were. */
  readonly files: readonly File[];
  readonly useful: FilesWish | undefined;
  readonly worker: 'off' | 'starting' | 'alive' | 'lost';
  /** It owes an answer for longer than is usual. */
  readonly isSilent: boolean;
  /** Numbers given so far. */
  readonly requests: number;
  readonly runs: number;
  /** Overtaken loads that may have been done before the worker heard of the next. */
  readonly overtaken: readonly Request[];
  readonly loading: Loading | undefined;
  /** What the worker has: the next run learns from it. */
  readonly loaded: Loaded | undefined;
  /** The last wish that could be met, by whichever worker. */
  readonly lastMet: DataWish | undefined;
  /** What could not be loaded, and why. */
  readonly missed: { readonly wish: DataWish; readonly failure: LoadFailure } | undefined;
  /** *Your own files* was chosen and there are none, or something was dropped that is no file. */
  readonly lacksFiles: boolean;
  /** Undefined until the site was asked for it. */
  readonly hasMnist: boolean | undefined;
  readonly run: Run | undefined;
  /** The reader wants the run to go: it does, or will as soon as it can. */
  readonly isGoing: boolean;
  /** Which test digit is looked at. */
  readonly digit: number;
  readonly trouble: Message | undefined;
}

/**
 * `off` before the worker is there; `unset` when the data came while a setting was wrong; `lost` when there is no worker,
 * no backend or no data; the rest as in reports.
 */
export type Phase = 'off' | 'loading' | 'unset' | 'preparing' | 'lost' | RunState;

export const emptyDesk: Desk = {
  form: defaultForm,
  files: [],
  useful: undefined,
  worker: 'off',
  isSilent: false,
  requests: 0,
  runs: 0,
  overtaken: [],
  loading: undefined,
  loaded: undefined,
  lastMet: undefined,
  missed: undefined,
  lacksFiles: false,
  hasMnist: undefined,
  run: undefined,
  isGoing: false,
  digit: 0,
  trouble: undefined,
};

/** A run before its first update that nobody has started: it may be prepared anew at no loss. */
export const isUntouched = ({ run }: Desk): boolean =>
  run !== undefined && !run.isStarted && (run.state === 'preparing' || run.state === 'ready');

/** A run stands: it has begun and is not over. What would end it is locked. */
export function isStanding({ worker, run, isGoing }: Desk): boolean {
  if (worker !== 'alive' || !run) return false;
  if (run.state === 'running' || run.state === 'paused') return true;
  return run.state === 'ready' && run.isStarted && isGoing;
}

/** The run waits for what is needed before it can start. */
export const isAwaited = (desk: Desk): boolean => desk.isGoing && !isStanding(desk);

export function phaseOf(desk: Desk): Phase {
  const { worker, run, loading, loaded, isGoing } = desk;
  if (worker === 'off' || worker === 'lost') return worker;
  if (run && isStanding(desk)) return run.state === 'paused' && !isGoing ? 'paused' : 'running';
  if (worker === 'starting' || loading) return 'loading';
  if (run?.state === 'failed') return 'lost';
  if (!loaded) return desk.missed ? 'lost' : 'unset';
  return !run || (isUntouched(desk) && run.loaded !== loaded) ? 'unset' : run.state;
}

/** What the fields show: of a run that stands, what it was made of; else what is used next. */
export const shownForm = (desk: Desk): Form =>
  desk.run && isStanding(desk) ? desk.run.form : desk.form;

/** The data set that the fields show: of a run that stands, its own; else what is there for the next. */
export const shownData = (desk: Desk): Loaded | undefined =>
  desk.run && isStanding(desk) ? desk.run.loaded : desk.loaded;

/** The data set that a standing or measured run has learned from, or else what has been loaded. */
export const dataOf = ({ run, loaded }: Desk): DataSummary | undefined =>
  run?.loaded.data ?? loaded?.data;

/** Loaded while a run stood, or after it: the next run learns from it. */
export const nextData = ({ run, loaded }: Desk): DataSummary | undefined =>
  run && loaded && run.loaded !== loaded ? loaded.data : undefined;

export function settingsOf(form: Form) {
  const read = readRecipe(form);
  return read && { ...read, backend: form.backend };
}
