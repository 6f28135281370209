/** How a run comes to be prepared and to go. */
import { firstLayerTensors } from './first-layer.ts';
import { isStanding, isUntouched, settingsOf, type Run } from './desk.ts';
import type { Draft } from './draft.ts';
import { fieldsOf } from './wish.ts';

/** Draws first weights anew where data or settings have changed before a run. */
export function prepareIfStale(draft: Draft): void {
  const { run, loaded, form } = draft.desk;
  if (run && !isUntouched(draft.desk)) return;
  const isStale = run?.loaded !== loaded || run?.settings !== JSON.stringify(settingsOf(form));
  if (isStale) prepare(draft);
}

/** On with what has waited: a start, or settings that were changed. */
export function proceed(draft: Draft): void {
  const { run, isGoing } = draft.desk;
  if (isStanding(draft.desk)) return;
  if (isGoing && run && !isUntouched(draft.desk)) return prepare(draft);
  prepareIfStale(draft);
  goOn(draft);
}

/** With what the fields say and what is loaded. Waits while there is something missing or on its way. */
export function prepare(draft: Draft): void {
  const { worker, loading, loaded, form, runs, digit } = draft.desk;
  const settings = settingsOf(form);
  if (worker !== 'alive' || loading || !loaded || !settings) return;
  const id = runs + 1;
  const tensors = firstLayerTensors(settings.recipe.network);
  const subject = { tensors, digit: digit % loaded.data.testCount };
  const run: Run = {
    ...{ id, loaded, tensors, settings: JSON.stringify(settings) },
    form: { ...form, ...fieldsOf(loaded.wish) },
    state: 'preparing',
    isStarted: false,
  };
  draft.set({ run, runs: id, digit: subject.digit, trouble: undefined });
  draft.do('forgetRun');
  draft.send({ kind: 'prepare', run: id, settings, subject });
}

export function takeReport(draft: Draft, state: Run['state']): void {
  // A run that is over may be reported once more, when another start is wanted already.
  const isNews = state !== draft.desk.run?.state;
  draft.setRun({ state });
  if (isNews && (state === 'finished' || state === 'broken')) draft.set({ isGoing: false });
  else if (state === 'ready') goOn(draft);
}

/** Starts a run that is ready, if it is to go. */
export function goOn(draft: Draft): void {
  const { run, loading, isGoing } = draft.desk;
  if (!isGoing || loading || run?.state !== 'ready' || run.isStarted) return;
  draft.setRun({ isStarted: true });
  draft.send({ kind: 'start' });
}

export function pause(draft: Draft): void {
  draft.set({ isGoing: false });
  if (draft.desk.run?.state === 'ready') draft.setRun({ isStarted: false });
  draft.send({ kind: 'pause' });
}

export function showNextDigit(draft: Draft): void {
  const { run, digit } = draft.desk;
  if (!run) return;
  const next = (digit + 1) % run.loaded.data.testCount;
  draft.set({ digit: next });
  draft.send({ kind: 'observe', subject: { tensors: run.tensors, digit: next } });
}
