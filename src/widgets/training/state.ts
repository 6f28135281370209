/** What the training page knows: signals that the worker's messages and the reader's actions write and views read. */
import { batch, computed, signal } from '@preact/signals';
import type { Answers } from '#engine/answers.ts';
import type { BackendOption } from '#training/worker/backends.ts';
import type { BackendCheck } from '#training/run/check.ts';
import type { Divergence } from '#training/run/divergence.ts';
import type { Message } from '#training/run/messages.ts';
import type { Observation, Report } from '#training/worker/protocol.ts';
import { RunHistory, type TestPoint } from '#training/run/history.ts';
import { dataOf, emptyDesk, isAwaited, isStanding, phaseOf, shownForm } from './desk.ts';
import { firstLayerPicture } from './first-layer.ts';
import type { Misread } from './query.ts';
import { wrongFields } from './settings.ts';

/** While a run goes on a curve is drawn at most this often, in milliseconds; the two take turns. */
const drawInterval = 300;

export type TrainingState = ReturnType<typeof createState>;

export function createState(now: () => number) {
  const desk = signal(emptyDesk);
  const form = computed(() => shownForm(desk.value));
  const report = signal<Report | undefined>(undefined);
  const divergence = signal<Divergence | undefined>(undefined);
  const lastTest = signal<TestPoint | undefined>(undefined);
  const check = signal<BackendCheck | undefined>(undefined);
  const isChecking = signal(false);
  const observation = signal<Observation | undefined>(undefined);
  const reading = signal<Answers | undefined>(undefined);
  const ownAnswer = signal<Float32Array | undefined>(undefined);
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
    desk,
    form,
    phase: computed(() => phaseOf(desk.value)),
    loading: computed(() => desk.value.loading),
    data: computed(() => dataOf(desk.value)),
    missed: computed(() => desk.value.missed),
    hasMnist: computed(() => desk.value.hasMnist),
    trouble: computed(() => desk.value.trouble),
    isAwaited: computed(() => isAwaited(desk.value)),
    wrongFields: computed(() => wrongFields(form.value)),
    /** A run stands: it has begun and is not over. */
    isBusy: computed(() => isStanding(desk.value)),
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
    /** The name of what computes. */
    backend: computed(() => report.value?.backend ?? ''),
    notice: signal<Message | undefined>(undefined),
    observation,
    /** What the network answers to the images of the wall. */
    reading,
    /** A run has come to its end, and the worker still has its network. */
    canReadYours: computed(
      () => desk.value.run?.state === 'finished' && desk.value.worker === 'alive',
    ),
    /** What it answers to the reader's own digit: the probability of each class. */
    ownAnswer,
    firstLayer: computed(() => observation.value && firstLayerPicture(observation.value)),

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
      reading.value = undefined;
      ownAnswer.value = undefined;
      lastTest.value = undefined;
      check.value = undefined;
      isChecking.value = false;
      drawBoth();
    },
  };
}
