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

/** What stands in a segment of the timeline: the layer that numbers pass, or the parameter whose gradient is made. */
export function labelOf(stage: string): string {
  const [layer, way, part] = stage.replace(/^again\./, '').split('.');
  if (layer === 'loss') return lossLabels[part] ?? part;
  if (way === 'update') return part === 'weight' ? 'W' : 'b';
  return backwardLabels[part] ?? layerLabels[layer] ?? layer;
}

const layerLabels: Readonly<Record<string, string>> = {
  ...{ conv1: 'conv', relu1: 'ReLU', pool1: 'pool', flatten: 'flat', dense: 'dense' },
};
const backwardLabels: Readonly<Record<string, string>> = { dWeight: 'dW', dBias: 'db' };
const lossLabels: Readonly<Record<string, string>> = {
  ...{ max: 'max', shifted: '−', exp: 'e', sum: 'Σ', probabilities: 'p', logSum: 'log' },
  ...{ surprise: '−', perExample: 'L', loss: 'L', dPerExample: 'dL', dLogits: 'dz' },
  ...{ dSurprise: 'd−', dLogSum: 'dl', dSum: 'dΣ', dExp: 'de', dShifted: 'd−', dMax: 'dm' },
  dLogitsInChunks: 'dz',
};

/** The parts of the tape, by the stage that each begins with. */
export function groupsOf({ stages }: Trace): { part: Part; start: string }[] {
  return parts.flatMap(({ part, starts }) => {
    const first = stages.find(({ id }) => starts.test(id));
    return first ? [{ part, start: first.id }] : [];
  });
}

export type Part = 'forward' | 'backward' | 'update' | 'again';
const parts: readonly { part: Part; starts: RegExp }[] = [
  { part: 'forward', starts: /\.forward\./ },
  { part: 'backward', starts: /\.backward\./ },
  { part: 'update', starts: /\.update\./ },
  { part: 'again', starts: /^again\./ },
];
