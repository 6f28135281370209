/**
 * One backpropagation through a small network, as a tape: forward, loss, backward, update, and the loss again. The
 * reader may change every number that goes in; everything that comes out is the engine's.
 */
import { batch, computed, signal } from '@preact/signals';
import { forecast } from '#engine/pass.ts';
import { parseAddress } from '#player/address.ts';
import { afterRest } from '#player/clock.ts';
import { networkTrace } from '#steps/network-trace.ts';
import * as describe from '#steps/describe.ts';
import type { CellRef, Trace } from '#steps/step.ts';
import { createScene, type Scene } from '#scene/scene.ts';
import { tapeOf } from '#scene/tape.ts';
import { createBatch } from './batch-model.ts';
import { createBroken } from './broken-model.ts';
import { cellOfStep, networkCellOf, usualCell } from './cells.ts';
import { passOf, settingOf, startExperiment, withCell, type Experiment } from './experiment.ts';
import { amend, record, redo, startHistory, undo } from './history.ts';
import { smallNetwork } from './network.ts';
import { pictureOf, type PictureName } from './pictures.ts';
import { createPredict, type Store } from './predict-model.ts';
import { createUpdate } from './update-model.ts';
import { createWiggle } from './wiggle-model.ts';

export type Show = 'values' | 'gradients' | 'both';

export interface BackpropOptions {
  readonly picture?: PictureName;
  readonly seed?: number;
  /** How long the reader must rest on a step before the questions are about it, in milliseconds; default: at once. */
  readonly rest?: number;
  /** Where the score of predict mode is kept; may throw. */
  openStore?(): Store | undefined;
}

export function createBackprop(options: BackpropOptions = {}) {
  const { picture = 'slanting', seed, rest, openStore } = options;
  const history = signal(startHistory(startExperiment(picture, seed)));
  const experiment = computed(() => history.value.present);
  const learningRate = signal(0.1);
  const show = signal<Show>('both');
  const setting = computed(() => settingOf(experiment.value));
  const pass = computed(() => passOf(experiment.value));
  const isLossLong = signal(false);
  const traceOf = (chunkedLoss: boolean): Trace => {
    const { parameters, label } = experiment.value;
    const options = { learningRate: learningRate.value, chunkedLoss };
    return networkTrace(smallNetwork, parameters, setting.value.x, [label], options);
  };
  const trace = computed(() => traceOf(isLossLong.value));

  const predict = createPredict(
    computed(() => ({ id: scene.step.value.id, truth: scene.step.value.writes[0].value })),
    openStore ?? (() => undefined),
  );
  const tape: Scene = createScene(trace, describe, { isVeiled: predict.isHidden });

  // The questions are about the number that the reader pointed at last, by a click or by stepping to it.
  const pointed = signal<{ readonly ref: CellRef; readonly index: number } | undefined>(undefined);
  const scene: Scene = {
    ...tape,
    goTo(ref, move) {
      const hasMoved = tape.goTo(ref, move);
      pointed.value = { ref, index: tape.player.index.peek() };
      return hasMoved;
    },
  };
  const pointedAt = computed(() => {
    const now = pointed.value;
    const isCurrent = now !== undefined && now.index === scene.player.index.value;
    const byHand = now && networkCellOf(trace.value, now.ref);
    if (isCurrent && byHand) return byHand;
    return cellOfStep(trace.value, scene.step.value) ?? byHand ?? usualCell;
  });
  const asked = rest === undefined ? pointedAt : afterRest(pointedAt, rest);

  /** Stays at its step, or goes to the short way's where that stands on the long way only. */
  const walkLoss = (isLong: boolean): void => {
    const { id } = scene.step.peek();
    batch(() => {
      isLossLong.value = isLong;
      const index = trace.peek().positionOf(id) ?? trace.peek().positionOf(shortWay)!;
      scene.player.dispatch({ type: 'seek', index, move: 'step' });
    });
  };

  const change = (next: Experiment): void => {
    history.value = record(history.peek(), next);
  };
  return {
    experiment,
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    show,
    setting,
    pass,
    scene,
    asked,
    wiggle: createWiggle(setting, pass, asked),
    update: createUpdate(setting, pass, learningRate),
    batch: createBatch(experiment, asked),
    broken: createBroken(experiment),
    predict,
    /** Whether the gradient goes back through all that the loss went forward by, besides p − target in one stage. */
    isLossLong,
    walkLoss,
    /** Takes the long way where a link names a step of it. */
    prepareFor(address: string | undefined) {
      if (address === undefined) return;
      const isOn = (one: Trace) => parseAddress(address, tapeOf(one)) !== undefined;
      if (!isOn(trace.peek()) && isOn(traceOf(true))) walkLoss(true);
    },
    undo: () => {
      history.value = undo(history.peek());
    },
    redo: () => {
      history.value = redo(history.peek());
    },
    edit: (ref: CellRef, value: number) => change(withCell(experiment.peek(), ref, value)),
    /** Puts grey on a pixel; `isStroke` continues the stroke before, so that one undo takes all of it. */
    paint(index: readonly number[], grey: number, isStroke: boolean) {
      const next = withCell(experiment.peek(), { tensor: 'x', index }, grey);
      history.value = isStroke ? amend(history.peek(), next) : record(history.peek(), next);
    },
    chooseLabel: (label: number) => change({ ...experiment.peek(), label }),
    choosePicture: (name: PictureName) =>
      change({ ...experiment.peek(), ...pictureOf(name), name }),
    /** Puts one example of the batch on the screen. */
    lookAt: (example: Pick<Experiment, 'picture' | 'label'>) =>
      change({ ...experiment.peek(), ...example, name: undefined }),
    /** Makes the update of the tape `times` times, each from where the one before led. */
    descend(times: number) {
      let next = experiment.peek();
      for (let k = 0; k < times; k++)
        next = { ...next, parameters: stepDown(next, learningRate.peek()) };
      change(next);
    },
    startOver: () => change(startExperiment(picture, seed)),
  };
}

const shortWay = 'loss.backward.dLogits[0,0]';

export type Backprop = ReturnType<typeof createBackprop>;

function stepDown(experiment: Experiment, learningRate: number): Experiment['parameters'] {
  const { parameterGradients } = passOf(experiment);
  return forecast(settingOf(experiment), parameterGradients, learningRate).parameters;
}
