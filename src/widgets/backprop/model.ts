/**
 * One backpropagation through a small network, as a tape: forward, loss, backward, update, and the loss again. The
 * reader may change every number that goes in; everything that comes out is the engine's.
 */
import { batch, computed, signal } from '@preact/signals';
import { runPass } from '#engine/pass.ts';
import { settingOf, withCell, type Example } from '#experiments/experiment.ts';
import { createHistory } from '#experiments/history.ts';
import { networkCellOf } from '#experiments/tape-cells.ts';
import { createWiggle } from '#experiments/wiggle.ts';
import { parseAddress } from '#player/address.ts';
import { afterRest } from '#player/clock.ts';
import { createPredict, type Store } from '#scene/predict.ts';
import { networkTrace } from '#steps/network-trace.ts';
import * as describe from '#steps/describe.ts';
import type { CellRef, Trace } from '#steps/step.ts';
import { createScene, type Scene } from '#scene/scene.ts';
import { tapeOf } from '#scene/tape.ts';
import { network, side, smallNetwork } from './network.ts';
import type { PictureName } from './pictures.ts';
import { createScore } from './score.ts';
import { openingStep, startExperiment, usualCell, usualPicture } from './start.ts';

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
  const { picture = usualPicture, seed, rest, openStore } = options;
  const {
    present: experiment,
    change,
    amend,
    ...undoing
  } = createHistory(startExperiment(picture, seed));
  const learningRate = signal(0.1);
  const show = signal<Show>('both');
  const setting = computed(() => settingOf(network, experiment.value));
  const pass = computed(() => runPass(setting.value));
  const isLossLong = signal(false);
  const traceOf = (chunkedLoss: boolean): Trace => {
    const { parameters, label } = experiment.value;
    const options = { learningRate: learningRate.value, chunkedLoss };
    return networkTrace(smallNetwork, parameters, setting.value.x, [label], options);
  };
  const trace = computed(() => traceOf(isLossLong.value));

  const predict = createPredict(
    computed(() => ({ id: scene.step.value.id, truth: scene.step.value.writes[0].value })),
    'layer-by-layer.backprop.predictions',
    openStore ?? (() => undefined),
  );
  const tape: Scene = createScene(trace, describe, {
    place: { index: openingStep(trace.peek()) },
    isVeiled: predict.isHidden,
  });

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
    const numberOf = (ref: CellRef) => networkCellOf(network, trace.value, ref);
    const byHand = now && numberOf(now.ref);
    if (isCurrent && byHand) return byHand;
    return numberOf(scene.step.value.writes[0].ref) ?? byHand ?? usualCell;
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

  return {
    experiment,
    change,
    ...undoing,
    show,
    setting,
    pass,
    scene,
    asked,
    score: createScore(
      scene,
      computed(() => experiment.value.label),
    ),
    pictureSize: { height: side, width: side },
    wiggle: createWiggle(setting, pass, asked),
    learningRate,
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
    edit: (ref: CellRef, value: number) => change(withCell(experiment.peek(), ref, value)),
    /** Puts ink on a pixel; `isStroke` continues the stroke before, so that one undo takes all of it. */
    paint(h: number, w: number, ink: number, isStroke: boolean) {
      const next = withCell(experiment.peek(), { tensor: 'x', index: [0, 0, h, w] }, ink);
      (isStroke ? amend : change)(next);
    },
    chooseLabel: (label: number) => change({ ...experiment.peek(), label }),
    /** Puts another example on the screen: of the list, or of the batch. */
    lookAt: ({ picture: shown, label }: Example) =>
      change({ ...experiment.peek(), picture: shown, label }),
    startOver: () => change(startExperiment(picture, seed)),
  };
}

const shortWay = 'loss.backward.dLogits[0,0]';

export type Backprop = ReturnType<typeof createBackprop>;
