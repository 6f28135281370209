/** How a data set comes to be there: the newest wish that can be met. */
import type { FromWorker } from '#training/worker/protocol.ts';
import { isStanding } from './desk.ts';
import type { Draft } from './draft.ts';
import { prepare, proceed } from './running.ts';
import type { DataChoice } from './settings.ts';
import { fieldsOf, isSameWish, lastResort, sourceOf, wishOf, type DataWish } from './wish.ts';

/** What the fields ask for; nothing while a field is wrong, of which the page tells. */
export function loadShown(draft: Draft): void {
  const { form, files } = draft.desk;
  const wish = wishOf(form, files);
  if (wish) load(draft, wish);
}

function show(draft: Draft, wish: DataWish): void {
  draft.fill(fieldsOf(wish));
  if (wish.choice === 'files') draft.set({ files: wish.files });
}

/** The fields say so at once; the worker is asked when it is there. */
export function load(draft: Draft, wish: DataWish): void {
  const { loading, overtaken, requests, worker } = draft.desk;
  show(draft, wish);
  draft.set({ missed: undefined, lacksFiles: false });
  if (worker !== 'alive') return;
  const request = requests + 1;
  draft.set({
    requests: request,
    overtaken: loading ? [...overtaken, loading] : overtaken,
    loading: { request, wish, isForNext: isStanding(draft.desk), done: 0, total: 0 },
  });
  draft.send({ kind: 'load', request, source: sourceOf(wish, draft.base) });
}

/** Loads what the fields ask for, if it is not there and not on its way. */
export function commitData(draft: Draft): void {
  const { form, files, loading, loaded, worker } = draft.desk;
  const wish = wishOf(form, files);
  const underWay = (loading ?? loaded)?.wish;
  if (!wish || worker !== 'alive' || (underWay && isSameWish(wish, underWay))) return;
  load(draft, wish);
}

export function chooseData(draft: Draft, choice: DataChoice): void {
  const lacksFiles = choice === 'files' && draft.desk.files.length === 0;
  draft.set({ lacksFiles });
  // Filled in any case, so that the menu goes back to what is used.
  draft.fill(lacksFiles ? {} : { data: choice });
  commitData(draft);
}

export function takeLoaded(
  draft: Draft,
  { request, data }: Extract<FromWorker, { kind: 'loaded' }>,
): void {
  const { loading, overtaken, hasMnist } = draft.desk;
  const isNewest = loading?.request === request;
  const wish = (isNewest ? loading : overtaken.find((one) => one.request === request))?.wish;
  if (!wish) return;
  const needsMnist = wish.choice === 'mnist' || wish.choice === 'mixed';
  draft.set({ loaded: { wish, data }, lastMet: wish, hasMnist: needsMnist || hasMnist });
  if (wish.choice === 'files') draft.set({ useful: wish });
  if (!isNewest) return;
  draft.set({ loading: undefined, overtaken: [] });
  // A run that is over gives way to a new start, or to data that were asked for after it. One that stands does not, nor
  // one whose end the reader has perhaps not seen.
  const { run, isGoing } = draft.desk;
  const isUnseen = run && !isGoing && (loading.isForNext || run.state === 'failed');
  if (!isStanding(draft.desk) && !isUnseen) prepare(draft);
}

/** The fields go back to what there is; where there is nothing, to what can be had. */
export function takeMissed(
  draft: Draft,
  { request, failure }: Extract<FromWorker, { kind: 'notLoaded' }>,
): void {
  const { loading, loaded, lastMet, form, useful } = draft.desk;
  if (loading?.request !== request) return;
  const { wish } = loading;
  draft.set({ loading: undefined, overtaken: [], lastMet: loaded?.wish });
  if (wish.choice === 'files') {
    draft.set({ files: useful?.files ?? [] });
    if (useful) draft.fill({ turn: useful.turn });
  }
  if (failure.kind === 'absent') draft.set({ hasMnist: false });
  const candidates = [loaded?.wish, lastMet, lastResort];
  const instead = candidates.find((one) => one && !isSameWish(one, wish));
  if (loaded) show(draft, loaded.wish);
  else if (instead) load(draft, instead);
  else draft.set({ isGoing: false });
  // What is being typed meanwhile is not taken away.
  const isTyped = 'digits' in wish && form.digits !== String(wish.digits);
  if (isTyped) draft.fill({ digits: form.digits });
  draft.set({ missed: { wish, failure } });
  if (loaded) proceed(draft);
}
