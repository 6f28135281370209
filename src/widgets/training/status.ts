/** What the page says in its status line: a sentence for the state, and one for everything that went another way. */
import type { Language } from '#words/language.ts';
import { divergenceMessages, remarkOn } from '#training/run/divergence.ts';
import type { LoadFailure } from '#training/worker/protocol.ts';
import { trainingMessages, type Message } from '#training/run/messages.ts';
import { message } from '#words/messages.ts';
import { accuracyText } from '#words/quantities.ts';
import { nextData } from './desk.ts';
import type { Misread } from './query.ts';
import { nameOf, ranges } from './settings.ts';
import type { TrainingState } from './state.ts';
import { strings } from './strings.ts';

export interface StatusLine {
  /** `trouble` asks the reader to do something. */
  readonly kind: 'state' | 'note' | 'trouble';
  readonly text: string;
}

export function statusLines(state: TrainingState, language: Language): StatusLine[] {
  const words = strings[language];
  const say = (said: Message): string => message(trainingMessages, said.code, said, language);
  const lines: StatusLine[] = [];
  const note = (text: string): void => void lines.push({ kind: 'note', text });
  const trouble = (text: string): void => void lines.push({ kind: 'trouble', text });

  const now = stateText(state, language);
  if (now !== '') lines.push({ kind: 'state', text: now });
  const { loaded, isSilent } = state.desk.value;
  const loading = state.loading.value;
  const isBusy = state.isBusy.value;
  if (loading && isBusy) note(words.status.loading(words.data[loading.wish.choice]));
  if (state.isAwaited.value && loading) note(words.status.waiting);
  const next = nextData(state.desk.value);
  if (next && !loading) note(words.status.next(next.name, next.trainCount, next.testCount));
  if (isSilent) trouble(say({ code: 'workerSilent' }));
  if (state.wrongFields.value.length > 0) trouble(words.status.fieldsWrong);
  if (state.divergence.value)
    for (const said of divergenceMessages(state.divergence.value)) trouble(say(said));
  const test = state.lastTest.value;
  const classes = state.data.value?.classes ?? 0;
  const remark = test && remarkOn(test, classes);
  if (remark) (remark.code === 'dead' ? trouble : note)(say(remark));
  if (state.trouble.value) trouble(say(state.trouble.value));
  const reason = failureText(state.missed.value?.failure, language);
  if (reason) {
    trouble(say({ code: 'dataFailed', message: reason }));
    if (loaded && !loading) note(words.status.sameData(loaded.data.name));
  }
  for (const said of state.data.value?.notes ?? []) note(said[language]);
  if (state.notice.value) note(say(state.notice.value));
  for (const misread of state.misread.value) note(misreadText(misread, state, language));
  return lines;
}

/** What the address says, what is used instead and, of a number, what it may be. */
function misreadText(
  { parameter, value, field }: Misread,
  state: TrainingState,
  language: Language,
) {
  const { status, fields, fieldErrors } = strings[language];
  if (!field) return status.misread(parameter, value);
  const form = state.form.value;
  const error = fieldErrors[ranges[field].isWhole ? 'whole' : 'positive'](ranges[field]);
  return status.misreadNumber(parameter, value, form[field], fields[nameOf(field, form)], error);
}

/** What is wrong with data that could not be loaded. Of data that the site does not have, the menu tells. */
function failureText(failure: LoadFailure | undefined, language: Language): string | undefined {
  if (!failure || failure.kind === 'absent') return undefined;
  return failure.kind === 'failed' ? failure.message : failure.text[language];
}

function stateText(state: TrainingState, language: Language): string {
  const { status, recipes, data: dataNames } = strings[language];
  const { phase, data, loading, backend, report, lastTest, form } = state;
  const position = report.value?.position;
  const accuracy = accuracyText(lastTest.value?.accuracy);
  switch (phase.value) {
    case 'loading':
      return loading.value ? status.loading(dataNames[loading.value.wish.choice]) : '';
    case 'ready': {
      if (!data.value) return '';
      const { name, trainCount, testCount } = data.value;
      return status.ready(name, trainCount, testCount, backend.value);
    }
    case 'running':
      if (lastTest.value) return status.tested(lastTest.value.epoch, accuracy);
      return status.running(recipes[form.value.recipe], data.value?.name ?? '', backend.value);
    case 'paused':
      return status.paused(position?.update ?? 0);
    case 'finished':
      return status.finished(position?.update ?? 0, accuracy);
    default:
      return '';
  }
}
