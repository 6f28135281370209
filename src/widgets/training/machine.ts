/**
 * The one state machine of the training page: loading and run together, pure. `advance` takes the desk as it is and
 * what has happened, and gives the desk as it is then and what is to be done about it; the model is its hands.
 *
 * Whatever comes while whatever else is under way, the newest wish wins: a load is overtaken by the next, a run is
 * prepared only when no load is under way and then for the data that the worker has, and a start that came too early
 * waits for that run. A wish that cannot be met gives the fields back to the last that could.
 */
import type { Turn } from '#data/turn.ts';
import type { Message } from '#training/run/messages.ts';
import type { FromWorker } from '#training/worker/protocol.ts';
import { isStanding, phaseOf, type Desk } from './desk.ts';
import { Draft, type Effect } from './draft.ts';
import { chooseData, commitData, load, loadShown, takeLoaded, takeMissed } from './loading.ts';
import { pause, prepare, prepareIfStale, proceed, showNextDigit, takeReport } from './running.ts';
import { defaultForm, tidied, wrongFields, type DataChoice, type Form } from './settings.ts';

export type DeskEvent =
  | { readonly kind: 'open'; readonly form: Form }
  | { readonly kind: 'type'; readonly changes: Partial<Form> }
  /** Typing has come to an end, or a choice was made. */
  | { readonly kind: 'commit' }
  | { readonly kind: 'chooseData'; readonly choice: DataChoice }
  | { readonly kind: 'giveFiles'; readonly files: readonly File[] }
  /** `retry`: once more what could not be loaded. */
  | { readonly kind: 'retry' | 'start' | 'pause' | 'step' | 'reset' | 'nextDigit' | 'close' }
  /** From the worker, or of it. */
  | { readonly kind: 'heard'; readonly message: FromWorker }
  | { readonly kind: 'silence'; readonly isSilent: boolean }
  | { readonly kind: 'died'; readonly message: Message };

/** `base` is the site's own path. */
export function advance(
  desk: Desk,
  event: DeskEvent,
  base: string,
): { readonly desk: Desk; readonly effects: readonly Effect[] } {
  const draft = new Draft(desk, base);
  take(draft, event);
  return { desk: draft.desk, effects: draft.effects };
}

function take(draft: Draft, event: DeskEvent): void {
  const isLocked = isStanding(draft.desk);
  switch (event.kind) {
    case 'open':
      draft.fill({ ...event.form, ...changedFields(draft.desk.form) });
      return connect(draft);
    case 'close':
      forgetWorker(draft);
      draft.do('disconnect');
      return draft.set({ worker: 'off', isGoing: false });
    case 'type':
      return isLocked ? undefined : draft.fill(event.changes);
    case 'commit':
      return isLocked ? undefined : commit(draft);
    case 'chooseData':
      return isLocked ? undefined : chooseData(draft, event.choice);
    case 'giveFiles':
      if (event.files.length === 0) return draft.set({ lacksFiles: true });
      return load(draft, { choice: 'files', files: event.files, turn: turnOfNew(draft) });
    case 'retry':
      return retry(draft);
    case 'start':
      return start(draft);
    case 'pause':
      return pause(draft);
    case 'step':
      return step(draft);
    case 'reset':
      return reset(draft);
    case 'nextDigit':
      return showNextDigit(draft);
    case 'heard':
      return hear(draft, event.message);
    case 'silence':
      return draft.set({ isSilent: event.isSilent });
    case 'died':
      return loseWorker(draft, event.message);
    default:
      event satisfies never;
  }
}

/** What a reader who is faster than the page has set already. */
const changedFields = (form: Form): Partial<Form> =>
  Object.fromEntries(
    Object.entries(form).filter(([field, value]) => value !== defaultForm[field as keyof Form]),
  );

/** Reports of a run that was abandoned are known by its number, and not heard. */
function hear(draft: Draft, message: FromWorker): void {
  const { loading, run } = draft.desk;
  switch (message.kind) {
    case 'hello':
      draft.set({ worker: 'alive' });
      return loadShown(draft);
    case 'loading':
      if (loading?.request === message.request)
        draft.set({ loading: { ...loading, done: message.done, total: message.total } });
      return;
    case 'loaded':
      return takeLoaded(draft, message);
    case 'notLoaded':
      return takeMissed(draft, message);
    case 'report':
      return message.run === run?.id ? takeReport(draft, message.state) : undefined;
    case 'failed':
      if (message.run === undefined) {
        draft.do('disconnect');
        return loseWorker(draft, message.message);
      }
      if (message.run !== run?.id) return;
      draft.setRun({ state: 'failed' });
      return draft.set({ isGoing: false, trouble: message.message });
  }
}

/** The fields' turn is for the first files; whatever comes after them may lie in another way. */
const turnOfNew = ({ desk: { form, useful } }: Draft): Turn => (useful ? 'as-stored' : form.turn);

function commit(draft: Draft): void {
  draft.fill(tidied(draft.desk.form));
  commitData(draft);
  prepareIfStale(draft);
}

/** On what the fields show, as soon as that can be. */
function start(draft: Draft): void {
  if (isStanding(draft.desk)) {
    draft.set({ isGoing: true });
    return draft.send({ kind: 'start' });
  }
  const { worker, form } = draft.desk;
  if (worker === 'off' || wrongFields(form).length > 0) return;
  draft.set({ isGoing: true });
  if (worker === 'lost') return connect(draft);
  if (worker === 'starting') return;
  commitData(draft);
  const { loading, loaded } = draft.desk;
  if (loading) return;
  if (loaded) proceed(draft);
  else loadShown(draft);
}

/** One update of the run that is shown. */
function step(draft: Draft): void {
  const phase = phaseOf(draft.desk);
  if (phase !== 'ready' && phase !== 'paused') return;
  if (phase === 'ready') {
    if (wrongFields(draft.desk.form).length > 0) return;
    commit(draft);
    if (draft.desk.loading) return;
  }
  draft.set({ isGoing: false });
  draft.send({ kind: 'step' });
}

/** Begins anew with what the fields say; with a new worker where the old one is dead or does not answer. */
function reset(draft: Draft): void {
  const { worker, isSilent, run } = draft.desk;
  const wasStanding = isStanding(draft.desk);
  draft.set({ isGoing: false, missed: undefined, lacksFiles: false, trouble: undefined });
  if (worker === 'lost' || isSilent) return connect(draft);
  if (run?.state === 'failed') draft.set({ run: undefined });
  commitData(draft);
  const { loading, loaded } = draft.desk;
  if (!loading) return loaded ? prepare(draft) : loadShown(draft);
  // What is being loaded is for the run to come: the present one ends here.
  if (!run) return;
  if (wasStanding) draft.send({ kind: 'pause' });
  draft.set({ run: undefined });
  draft.do('forgetRun');
}

function retry(draft: Draft): void {
  const { missed, worker } = draft.desk;
  if (!missed) return;
  load(draft, missed.wish);
  if (worker === 'lost') connect(draft);
}

function connect(draft: Draft): void {
  forgetWorker(draft);
  draft.set({ worker: 'starting', run: undefined, trouble: undefined });
  draft.do('connect');
}

function loseWorker(draft: Draft, message: Message): void {
  forgetWorker(draft);
  draft.set({ worker: 'lost', trouble: message, isGoing: false });
}

/** Its data are gone with it, and a run that it had cannot go on. */
function forgetWorker(draft: Draft): void {
  const { run } = draft.desk;
  if (run && run.state !== 'finished' && run.state !== 'broken') draft.setRun({ state: 'failed' });
  draft.set({ isSilent: false, loading: undefined, overtaken: [], loaded: undefined });
}
