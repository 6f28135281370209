/**
 * The training page without its looks: the reader's actions become messages to the worker, the worker's messages
 * become signals. No DOM and no timers; all numbers come from the worker. What a run measured stays until the next one
 * is prepared, whatever happens to the worker.
 */
import { batch } from '@preact/signals';
import { createTrainingClient, type TrainingClient } from '#training/worker/client.ts';
import { digitsSeed } from '#training/worker/digit-counts.ts';
import type { Message } from '#training/run/messages.ts';
import type {
  DataSource,
  FromWorker,
  LoadFailure,
  Report,
  Subject,
} from '#training/worker/protocol.ts';
import { firstLayerTensors } from './first-layer.ts';
import { readQuery } from './query.ts';
import { readNumber, readRecipe, recipeFields, type DataChoice, type Form } from './settings.ts';
import { createState } from './state.ts';

export interface TrainingOptions {
  /** The site's own path, for example `/` or `/layer-by-layer/`. */
  readonly base: string;
  /** Milliseconds on a steady clock, to space drawings out; in place of the platform's for tests. */
  readonly now?: () => number;
  readonly createClient?: typeof createTrainingClient;
}

export type TrainingModel = ReturnType<typeof createTrainingModel>;

export function createTrainingModel(options: TrainingOptions) {
  const { base, now = () => performance.now(), createClient = createTrainingClient } = options;
  const state = createState(now);
  const { form, phase, data, loading, report } = state;
  let client: TrainingClient | undefined;
  let request = 0;
  let run = 0;
  /** The settings of the present run, as JSON. */
  let prepared = '';
  /** What the worker is to show of it. */
  let subject: Subject = { tensors: [], digit: 0 };
  let files: readonly File[] = [];
  /** What `data` came from, to return to when something else cannot be loaded. */
  let loadedForm: Pick<Form, 'data' | 'digits'> | undefined;

  function sourceOf({ data: choice, digits }: Form): DataSource | undefined {
    if (choice === 'mnist') return { kind: 'mnist', base };
    if (choice === 'files') return files.length > 0 ? { kind: 'files', files } : undefined;
    const trainCount = readNumber('digits', digits);
    if (trainCount === undefined) return undefined;
    const mnistTest = choice === 'mixed' ? { mnistTest: { base } } : {};
    return { kind: 'generated', trainCount, seed: digitsSeed, ...mnistTest };
  }

  function load(): void {
    const source = sourceOf(form.value);
    if (!client || !source) return;
    state.loadFailure.value = undefined;
    loading.value = { choice: form.value.data, done: 0, total: 0 };
    if (!state.isBusy.value) phase.value = 'loading';
    client.send({ kind: 'load', request: ++request, source });
  }

  const readSettings = () => {
    const read = readRecipe(form.value);
    return read && { ...read, backend: form.value.backend };
  };

  function prepare(): void {
    if (!client || !data.value) return;
    const settings = readSettings();
    if (!settings) {
      if (phase.value === 'loading') phase.value = 'unset';
      return;
    }
    prepared = JSON.stringify(settings);
    phase.value = 'preparing';
    state.trouble.value = undefined;
    state.forgetRun();
    subject = {
      tensors: firstLayerTensors(settings.recipe.network),
      digit: subject.digit % data.value.testCount,
    };
    client.send({ kind: 'prepare', run: ++run, settings, subject });
  }

  function connect(): void {
    phase.value = 'loading';
    client = createClient({
      onMessage: (message) => batch(() => takeIn(message)),
      onDeath: (message) =>
        batch(() => {
          client = undefined;
          data.value = undefined;
          lose(message);
        }),
    });
  }

  function takeIn(message: FromWorker): void {
    switch (message.kind) {
      case 'hello':
        state.backends.value = message.backends;
        return load();
      case 'loading': {
        const { done, total } = message;
        if (message.request === request && loading.value)
          loading.value = { ...loading.value, done, total };
        return;
      }
      case 'loaded':
        if (message.request !== request) return;
        loadedForm = { data: loading.value!.choice, digits: form.value.digits };
        if (loadedForm.data === 'mnist') state.hasMnist.value = true;
        loading.value = undefined;
        data.value = message.data;
        return prepare();
      case 'notLoaded':
        return message.request === request ? takeLoadFailure(message.failure) : undefined;
      case 'prepared':
        if (message.run !== run) return;
        state.backend.value = message.backend;
        state.notice.value = message.notice;
        return;
      case 'report':
        return message.run === run ? takeReport(message) : undefined;
      case 'evaluated': {
        if (message.run !== run || !report.value) return;
        const { update, updatesPerEpoch } = report.value.position;
        const epoch = Math.ceil(update / updatesPerEpoch);
        state.addTest({ ...message.test, update, epoch });
        return state.drawBoth();
      }
      case 'checked':
        if (message.run !== run) return;
        state.check.value = message.check;
        state.isChecking.value = false;
        return;
      case 'failed':
        return message.run === run || message.run === 0 ? lose(message.message) : undefined;
      default:
        message satisfies never;
    }
  }

  function takeReport(message: Report): void {
    const history = state.history.value;
    message.losses.forEach((loss, k) =>
      history.addUpdate(loss, message.accuracies[k], message.images[k]),
    );
    for (const test of message.tests) state.addTest(test);
    phase.value = message.state;
    report.value = message;
    if (message.observation) state.observation.value = message.observation;
    if (message.divergence) state.divergence.value = message.divergence;
    // An observation is drawing enough for one task.
    if (message.state !== 'running') state.drawBoth();
    else if (!message.observation) state.drawNext();
    if (state.isAwaited.value && message.state === 'ready') start();
  }

  /** The choice returns to the data that is there; where there is none, to the digits that are always there. */
  function takeLoadFailure(failure: LoadFailure): void {
    const choice = loading.value?.choice;
    loading.value = undefined;
    if (failure.kind === 'absent') state.hasMnist.value = false;
    else state.loadFailure.value = failure;
    form.value = { ...form.value, ...(loadedForm ?? { data: 'generated' }) };
    if (!loadedForm && choice !== 'generated') {
      load();
      state.loadFailure.value = failure.kind === 'absent' ? undefined : failure;
    } else if (!state.isBusy.value) phase.value = report.value?.state ?? 'lost';
  }

  function lose(message: Message): void {
    state.trouble.value = message;
    loading.value = undefined;
    state.isAwaited.value = false;
    state.isChecking.value = false;
    phase.value = 'lost';
    state.drawBoth();
  }

  function start(): void {
    if (state.wrongFields.value.length > 0) return;
    const isFresh = phase.value === 'ready' && prepared === JSON.stringify(readSettings());
    const goesOn = phase.value === 'paused' || isFresh;
    state.isAwaited.value = !goesOn;
    if (goesOn) client?.send({ kind: 'start' });
    else if (phase.value === 'lost') restart();
    else if (phase.value !== 'loading' && phase.value !== 'preparing') prepare();
  }

  /** Begins anew with the present settings; with a new worker where there is none any more. */
  function restart(): void {
    state.loadFailure.value = undefined;
    if (client && data.value) return prepare();
    if (client) return load();
    state.trouble.value = undefined;
    connect();
  }

  /** Draws first weights anew where the settings were changed before a run. */
  function commit(): void {
    const isUntouched = ['unset', 'preparing', 'ready'].includes(phase.value);
    if (isUntouched && prepared !== JSON.stringify(readSettings())) prepare();
  }

  function setForm(changes: Partial<Form>): void {
    form.value = { ...form.value, ...changes };
  }

  return {
    ...state,
    /** Reads the settings off the address and starts the worker. Returns what ends it again. */
    open(search: string): () => void {
      const { form: asked, misread } = readQuery(search);
      form.value = asked;
      state.misread.value = misread;
      connect();
      return () => {
        client?.dispose();
        client = undefined;
        phase.value = 'off';
      };
    },
    setForm,
    commit,
    chooseRecipe(recipe: Form['recipe']): void {
      setForm({ recipe, ...recipeFields(recipe) });
      commit();
    },
    chooseData(choice: DataChoice): void {
      setForm({ data: choice });
      load();
    },
    /** Loads anew where the number of digits was changed. */
    commitDigits(): void {
      const isNew = loadedForm?.digits !== form.value.digits || loadedForm.data !== form.value.data;
      if (isNew && sourceOf(form.value)?.kind === 'generated') load();
    },
    takeFiles(dropped: readonly File[]): void {
      if (dropped.length === 0) return;
      files = dropped;
      setForm({ data: 'files' });
      load();
    },
    start,
    pause: () => client?.send({ kind: 'pause' }),
    step(): void {
      if (phase.value === 'ready') commit();
      client?.send({ kind: 'step' });
    },
    reset: restart,
    test: () => client?.send({ kind: 'evaluate' }),
    checkBackend(): void {
      state.isChecking.value = true;
      client?.send({ kind: 'check' });
    },
    nextDigit(): void {
      subject = { ...subject, digit: (subject.digit + 1) % (data.value?.testCount ?? 1) };
      client?.send({ kind: 'observe', subject });
    },
  };
}
