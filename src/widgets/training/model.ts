/**
 * The training page without its looks: the reader's actions and the worker's messages go to the state machine, whose
 * effects are done here, and what a run measures becomes signals. No DOM and no timers; all numbers come from the
 * worker. What a run measured stays until the next one is prepared, whatever happens to the worker.
 */
import { batch } from '@preact/signals';
import { createTrainingClient, type TrainingClient } from '#training/worker/client.ts';
import type { FromWorker, Report } from '#training/worker/protocol.ts';
import type { Effect } from './draft.ts';
import { advance, type DeskEvent } from './machine.ts';
import { readQuery } from './query.ts';
import { recipeFields, type DataChoice, type Form } from './settings.ts';
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
  const { desk, report } = state;
  let client: TrainingClient | undefined;

  const tell = (event: DeskEvent): void =>
    batch(() => {
      const next = advance(desk.value, event, base);
      desk.value = next.desk;
      next.effects.forEach(carryOut);
    });

  function carryOut(effect: Effect): void {
    switch (effect.kind) {
      case 'connect':
        client?.dispose();
        client = createClient({
          onMessage: (message) => batch(() => takeIn(message)),
          onSilence: (isSilent) => tell({ kind: 'silence', isSilent }),
          onDeath: (message) =>
            batch(() => {
              client = undefined;
              tell({ kind: 'died', message });
              rest();
            }),
        });
        return;
      case 'disconnect':
        client?.dispose();
        client = undefined;
        return;
      case 'send':
        return client?.send(effect.message);
      case 'forgetRun':
        return state.forgetRun();
      default:
        effect satisfies never;
    }
  }

  function takeIn(message: FromWorker): void {
    tell({ kind: 'heard', message });
    if (message.kind === 'hello') state.backends.value = message.backends;
    if (message.kind === 'failed') rest();
    // What an abandoned run had still to say is not for the present one.
    if ('run' in message && message.run === desk.value.run?.id) takeFigures(message);
  }

  /** What a run measures and computes is for the reader alone: nothing follows from it. */
  function takeFigures(message: Extract<FromWorker, { run?: number }>): void {
    switch (message.kind) {
      case 'prepared':
        state.notice.value = message.notice;
        return;
      case 'report':
        return takeReport(message);
      case 'evaluated': {
        if (!report.value) return;
        const { update, updatesPerEpoch } = report.value.position;
        const epoch = Math.ceil(update / updatesPerEpoch);
        state.addTest({ ...message.test, update, epoch });
        return state.drawBoth();
      }
      case 'wasRead':
        state.ownAnswer.value = message.probabilities;
        return;
      case 'checked':
        state.check.value = message.check;
        state.isChecking.value = false;
    }
  }

  function takeReport(message: Report): void {
    const history = state.history.value;
    message.losses.forEach((loss, k) =>
      history.addUpdate(loss, message.accuracies[k], message.images[k]),
    );
    for (const test of message.tests) state.addTest(test);
    report.value = message;
    if (message.observation) state.observation.value = message.observation;
    if (message.reading) state.reading.value = message.reading;
    if (message.divergence) state.divergence.value = message.divergence;
    // An observation is drawing enough for one task.
    if (message.state !== 'running') state.drawBoth();
    else if (!message.observation) state.drawNext();
  }

  function rest(): void {
    state.isChecking.value = false;
    state.drawBoth();
  }

  return {
    ...state,
    /** Reads the settings off the address and starts the worker. Returns what ends it again. */
    open(search: string): () => void {
      const { form, misread } = readQuery(search);
      state.misread.value = misread;
      tell({ kind: 'open', form });
      return () => tell({ kind: 'close' });
    },
    setForm: (changes: Partial<Form>) =>
      batch(() => {
        // What stands in the address is no longer what is wanted.
        state.misread.value = [];
        tell({ kind: 'type', changes });
      }),
    /** The reader has finished typing. */
    commit: () => tell({ kind: 'commit' }),
    chooseRecipe: (recipe: Form['recipe']) =>
      batch(() => {
        tell({ kind: 'type', changes: { recipe, ...recipeFields(recipe) } });
        tell({ kind: 'commit' });
      }),
    chooseTurn: (turn: Form['turn']) =>
      batch(() => {
        tell({ kind: 'type', changes: { turn } });
        tell({ kind: 'commit' });
      }),
    chooseData: (choice: DataChoice) => tell({ kind: 'chooseData', choice }),
    takeFiles: (files: readonly File[]) => tell({ kind: 'giveFiles', files }),
    retry: () => tell({ kind: 'retry' }),
    start: () => tell({ kind: 'start' }),
    pause: () => tell({ kind: 'pause' }),
    step: () => tell({ kind: 'step' }),
    reset: () => tell({ kind: 'reset' }),
    nextDigit: () => tell({ kind: 'nextDigit' }),
    /** An image of the reader's own, [height, width] bytes; without one, what was answered is forgotten. */
    read(pixels: Uint8Array | undefined): void {
      const { run } = desk.value;
      if (pixels && run) client?.send({ kind: 'read', run: run.id, pixels });
      else state.ownAnswer.value = undefined;
    },
    test: () => client?.send({ kind: 'evaluate' }),
    checkBackend(): void {
      if (!client) return;
      state.isChecking.value = true;
      client.send({ kind: 'check' });
    },
  };
}
