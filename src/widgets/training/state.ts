/** What the training page knows: signals that the worker's messages and the reader's actions write and views read. */
import { batch, computed, signal } from '@preact/signals';
import type { BackendOption } from '#training/worker/backends.ts';
import type { BackendCheck } from '#training/run/check.ts';
import type { Divergence } from '#training/run/divergence.ts';
import type { Message } from '#training/run/messages.ts';
import type { DataSummary, LoadFailure, Observation, Report } from '#training/worker/protocol.ts';
import { RunHistory, type TestPoint } from '#training/run/history.ts';
import { firstLayerPicture } from './first-layer.ts';
import type { Misread } from './query.ts';
import { defaultForm, numberFields, readNumber, type DataChoice, type Form } from './settings.ts';

/**
 * `off` before the worker is there; `unset` when the data came while a setting was wrong; `lost` when the worker died or
 * its backend failed; the rest as in reports.
 */
export type Phase = 'off' | 'loading' | 'unset' | 'preparing' | 'lost' | Report['state'];

export interface Loading {
  readonly choice: DataChoice;
  readonly done: number;
  readonly total: number;
}

/** While a run goes on a curve is drawn at most this often, in milliseconds; the two take turns. */
const drawInterval = 300;

export type TrainingState = ReturnType<typeof createState>;

export function createState(now: () => number) {
  const form = signal<Form>(defaultForm);
  const phase = signal<Phase>('off');
  const report = signal<Report | undefined>(undefined);
  const divergence = signal<Divergence | undefined>(undefined);
  const lastTest = signal<TestPoint | undefined>(undefined);
  const check = signal<BackendCheck | undefined>(undefined);
  const isChecking = signal(false);
  const observation = signal<Observation | undefined>(undefined);
  const history = signal(new RunHistory());
  /** Each rises when its curve is to be drawn again. */
  const drawings = { loss: signal(0), accuracy: signal(0) };
  let drawnAt = -Infinity;

  const drawBoth = (): void =>
    batch(() => {
      drawings.loss.value++;
      drawings.accuracy.value++;
    });

  return {
    form,
    phase,
    report,
    divergence,
    lastTest,
    check,
    isChecking,
    history,
    drawings,
    drawBoth,
    misread: signal<readonly Misread[]>([]),
    backends: signal<readonly BackendOption[]>([]),
    loading: signal<Loading | undefined>(undefined),
    data: signal<DataSummary | undefined>(undefined),
    loadFailure: signal<LoadFailure | undefined>(undefined),
    /** Undefined until the site was asked for it. */
    hasMnist: signal<boolean | undefined>(undefined),
    backend: signal(''),
    notice: signal<Message | undefined>(undefined),
    trouble: signal<Message | undefined>(undefined),
    observation,
    firstLayer: computed(() => observation.value && firstLayerPicture(observation.value)),
    /** Start was pressed before there was anything to start. */
    isAwaited: signal(false),
    wrongFields: computed(() =>
      numberFields.filter((field) => {
        const isAsked = field !== 'digits' || drawsDigits(form.value.data);
        return isAsked && readNumber(field, form.value[field]) === undefined;
      }),
    ),
    /** A run stands: it has begun and is not over. */
    isBusy: computed(() => phase.value === 'running' || phase.value === 'paused'),

    /** Draws one of the curves, if the last drawing is long enough ago. Both in one task might take too long. */
    drawNext(): void {
      if (now() - drawnAt < drawInterval) return;
      drawnAt = now();
      const { loss, accuracy } = drawings;
      (loss.value <= accuracy.value ? loss : accuracy).value++;
    },

    addTest(test: TestPoint): void {
      history.value.addTest(test);
      lastTest.value = test;
    },

    /** Forgets the last run's measurements. */
    forgetRun(): void {
      history.value = new RunHistory();
      report.value = undefined;
      divergence.value = undefined;
      lastTest.value = undefined;
      check.value = undefined;
      isChecking.value = false;
      drawBoth();
    },
  };
}

export const drawsDigits = (choice: DataChoice): boolean =>
  choice === 'generated' || choice === 'mixed';
