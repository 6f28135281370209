/** Which tensors stand where on the stage. The tape has three parts, and each shows what it works on. */
import type { Trace } from '#steps/step.ts';

export type Phase = 'pass' | 'update' | 'again';

/**
 * How a tensor is laid out: kernels below each other; feature maps below each other where the page is wide, else side
 * by side; a row of features upright where the page is wide; half as high where its neighbours show gradients and it
 * has none.
 */
export type Form = 'plain' | 'stacked' | 'maps' | 'column' | 'low';

export interface Slot {
  readonly tensor: string;
  readonly form?: Form;
  /** Letters of the axes, for the titles of channels. */
  readonly axes?: string;
}

/** Columns from left to right; a column's rows from top to bottom; what shares a row. Not all need be on the tape. */
export type Plan = readonly (readonly (readonly Slot[])[])[];

const one = (tensor: string, rest: Omit<Slot, 'tensor'> = {}): Slot => ({ tensor, ...rest });

const low = (tensor: string): Slot => one(tensor, { form: 'low' });

/** The forward pass from left to right; each gradient stands below its value. */
const pass: Plan = [
  [[one('x')]],
  [[one('conv1.weight', { form: 'stacked', axes: 'd c i j' })], [one('conv1.bias')]],
  [[one('conv1.y', { form: 'maps', axes: 'n d p q' })]],
  [[one('relu1.y', { form: 'maps', axes: 'n d p q' })]],
  [[one('pool1.y', { form: 'maps', axes: 'n d p q' })]],
  [[one('flatten.y', { form: 'column' })]],
  [
    [one('dense.weight')],
    [one('dense.bias'), one('dense.y'), low('loss.max')],
    [low('loss.shifted'), low('loss.exp'), low('loss.sum')],
    [low('probabilities'), low('loss.surprise'), low('loss.logSum')],
    [low('target'), low('loss.perExample'), low('loss')],
    [one('loss.dLogitsInChunks')],
  ],
];

const update: Plan = [
  [[one('conv1.weight', { form: 'stacked', axes: 'd c i j' })], [one('conv1.bias')]],
  [
    [one('updated.conv1.weight', { form: 'stacked', axes: 'd c i j' })],
    [one('updated.conv1.bias')],
  ],
  [[one('dense.weight')], [one('dense.bias'), one('learningRate'), one('loss')]],
  [[one('updated.dense.weight')], [one('updated.dense.bias')]],
];

/** The parameters of the second pass are the updated ones, everything that it computes is `again.`. */
const again: Plan = pass.map((rows) =>
  rows.map((slots) => slots.map((slot) => ({ ...slot, tensor: secondName(slot.tensor) }))),
);

function secondName(tensor: string): string {
  if (tensor === 'x' || tensor === 'target') return tensor;
  return /\.(weight|bias)$/.test(tensor) ? `updated.${tensor}` : `again.${tensor}`;
}

export const plans: Readonly<Record<Phase, Plan>> = { pass, update, again };

export function phaseOf(stage: string): Phase {
  if (stage.startsWith('again.')) return 'again';
  return stage.includes('.update.') ? 'update' : 'pass';
}

/** What stands in a segment of the timeline: the layer, or what is made; a prime where it goes back. */
export function labelOf(stage: string): string {
  const [layer, way, part] = stage.replace(/^again\./, '').split('.');
  const name = layerLabels[layer] ?? layer;
  if (layer === 'loss') return lossLabels[part] ?? part;
  if (way === 'forward') return name;
  return way === 'update' ? (part === 'weight' ? 'W' : 'b') : (backwardLabels[part] ?? part);
}

const layerLabels: Readonly<Record<string, string>> = {
  ...{ conv1: 'conv', relu1: 'ReLU', pool1: 'pool', flatten: 'flat', dense: 'dense' },
};
const backwardLabels: Readonly<Record<string, string>> = { dx: 'dx', dWeight: 'dW', dBias: 'db' };
const lossLabels: Readonly<Record<string, string>> = {
  ...{ max: 'max', shifted: '−', exp: 'e', sum: 'Σ', probabilities: 'p', logSum: 'log' },
  ...{ surprise: '−', perExample: 'L', loss: 'L', dPerExample: 'dL', dLogits: 'dz' },
  ...{ dSurprise: 'd−', dLogSum: 'dl', dSum: 'dΣ', dExp: 'de', dShifted: 'd−', dMax: 'dm' },
  dLogitsInChunks: 'dz',
};

/** Where the timeline has a gap: the loss goes back, the update begins, the second pass begins. */
export function breaksOf({ stages }: Trace): string[] {
  const starts = [/\.backward\./, /\.update\./, /^again\./];
  return starts.flatMap((start) => stages.find(({ id }) => start.test(id))?.id ?? []);
}
