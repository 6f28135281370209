/**
 * Up to four kernels judge one picture, each making a map, with a ReLU and a pooling behind them if the reader wants.
 * What the reader draws, chooses and paints is plain data, one entry of a history; the engine makes the rest.
 */
import { batch, computed, signal } from '@preact/signals';
import { ShapeError } from '#engine/errors.ts';
import { tensor, withCell, type Tensor } from '#engine/tensor.ts';
import { createHistory } from '#experiments/history.ts';
import { kernels as presets } from '#experiments/kernels.ts';
import { bytesOf, picturesOf } from './ink.ts';
import {
  extentOf,
  originOf,
  pixelsOf,
  runLayers,
  type Extent,
  type Layer,
  type LayerName,
  type Place,
} from './layers.ts';
import { diverging, planeOf, scalesOf, type Scaling } from './scales.ts';

export const mostKernels = 4;
/** What a press writes into a kernel's cell. */
export const brushes: readonly number[] = [-1, 0, 1];

export interface Options {
  /** The ten digits as base64 bytes: see `ink.ts`. */
  readonly digits: string;
  /** The digit that is shown first. */
  readonly digit: number;
}

interface Chosen {
  /** [1, H, W] */
  readonly picture: Tensor;
  /** Which of the ten digits it is; undefined for any other picture. */
  readonly digit: number | undefined;
  /** As many as there can be, each [3, 3]; only the first so many are used. */
  readonly kernels: readonly Tensor[];
}

export function createFeatureMaps(options: Options) {
  const digits = signal<readonly Tensor[]>(picturesOf(bytesOf(options.digits)));
  const history = createHistory<Chosen>({
    picture: digits.peek()[options.digit],
    digit: options.digit,
    kernels: presets.slice(0, mostKernels).map(weightOf),
  });
  const { present, change, amend, ...undoing } = history;
  const [count, stride, padding] = [signal(2), signal(1), signal(0)];
  const [hasRelu, hasPooling] = [signal(false), signal(false)];
  const scaling = signal<Scaling>('layer');
  const [pointed, pinned] = [
    signal<Place | undefined>(undefined),
    signal<Place | undefined>(undefined),
  ];
  const kernels = computed(() => present.value.kernels.slice(0, count.value));

  const tried = computed((): readonly Layer[] | ShapeError => {
    try {
      return runLayers({
        picture: present.value.picture,
        kernels: kernels.value,
        stride: stride.value,
        padding: padding.value,
        hasRelu: hasRelu.value,
        hasPooling: hasPooling.value,
      });
    } catch (error) {
      if (error instanceof ShapeError) return error;
      throw error;
    }
  });
  let good: readonly Layer[];
  const layers = computed(() => {
    if (!(tried.value instanceof ShapeError)) good = tried.value;
    return good;
  });
  const isPlace = ({ layer, d, p, q }: Place): boolean => {
    const [, D, oH, oW] = layers.value.find(({ name }) => name === layer)?.made.shape ?? [];
    return d < D && p < oH && q < oW;
  };
  const place = computed((): Place => {
    const asked = [pointed.value, pinned.value].find((one) => one !== undefined && isPlace(one));
    return asked ?? strongest(layers.value[0]);
  });
  const origin = computed(() => originOf(layers.value, place.value));

  return {
    ...undoing,
    ...{ digits, count, stride, padding, hasRelu, hasPooling, scaling, kernels, layers },
    picture: computed(() => present.value.picture),
    digit: computed(() => present.value.digit),
    /** The engine's message where it refuses the present combination. */
    error: computed(() => (tried.value instanceof ShapeError ? tried.value.message : undefined)),
    brush: signal(1),
    /** The cell that is told: the one pointed at, else the one chosen, else the strongest of the first map. */
    place,
    origin,
    /** The pixels of the picture that its sum reads. */
    window: computed(() => extentOf(pixelsOf(origin.value.sum))),
    /** Where a map is marked: at the cell that is told, and in the others at the same place. */
    litIn(layer: LayerName, d: number): readonly [p: number, q: number] | undefined {
      const { cell, pooled } = origin.value;
      if (layer === 'pool') return pooled && [place.value.p, place.value.q];
      return pooled === undefined || cell.d === d ? [cell.p, cell.q] : undefined;
    },
    /** The cells of the layer before that the pooling of the told cell reads. */
    pooledFrom(layer: LayerName, d: number): Extent | undefined {
      const { cell, pooled } = origin.value;
      if (pooled === undefined || cell.d !== d) return undefined;
      const at = layers.value.findIndex(({ name }) => name === layer);
      return layers.value[at + 1]?.name === 'pool' ? extentOf(pooled.candidates) : undefined;
    },
    /** The sums that the same window gives to all kernels. */
    sums: computed(() => {
      const { p, q } = origin.value.cell;
      const { made } = layers.value[0];
      return kernels.value.map((_, d) => planeOf(made, d)[p * made.shape[3] + q]);
    }),
    kernelScale: computed(() => diverging(...kernels.value.map(({ data }) => data))),
    scaleOf: computed(() => scalesOf(layers.value, scaling.value)),
    point: (at: Place | undefined) => (pointed.value = at),
    pin: (at: Place) => (pinned.value = at),
    /** Shows any picture [1, H, W] of ink. */
    show: (picture: Tensor) => change({ ...present.peek(), picture, digit: undefined }),
    choose: (digit: number) => change({ ...present.peek(), picture: digits.peek()[digit], digit }),
    /** Has the ten digits in another hand; the one that is shown is written anew. */
    rewrite(bytes: Uint8Array) {
      batch(() => {
        digits.value = picturesOf(bytes);
        const { digit = options.digit } = present.peek();
        change({ ...present.peek(), digit, picture: digits.peek()[digit] });
      });
    },
    /** Throws RangeError where there is no such kernel. */
    preset: (d: number, id: string) => change(withKernel(present.peek(), d, presetNamed(id))),
    /** Writes one number of a kernel; a stroke goes on with what the last number began. */
    paint(d: number, index: readonly number[], value: number, isStroke = false) {
      const before = present.peek();
      const now = withKernel(before, d, withCell(before.kernels[d], index, value));
      if (isStroke) amend(now);
      else change(now);
    },
  };
}

export type FeatureMaps = ReturnType<typeof createFeatureMaps>;

const withKernel = (chosen: Chosen, d: number, kernel: Tensor): Chosen => ({
  ...chosen,
  kernels: chosen.kernels.with(d, kernel),
});

/** A preset's weight [1, 1, 3, 3] as a kernel [3, 3]. */
const weightOf = ({ inputs: { weight } }: (typeof presets)[number]): Tensor =>
  tensor(weight.shape.slice(2), weight.data);

function presetNamed(id: string): Tensor {
  const found = presets.find((one) => one.id === id);
  if (!found) throw new RangeError(`feature-maps: unknown kernel ${id}`);
  return weightOf(found);
}

/** The preset that a kernel is, number for number; undefined for one of the reader's own. */
export const presetOf = ({ data }: Tensor): string | undefined =>
  presets.find(({ inputs }) => inputs['weight'].data.every((one, at) => one === data[at]))?.id;

/** Where the first kernel finds most of what it looks for: the place of its map's largest number. */
function strongest({ name, made }: Layer): Place {
  const plane = planeOf(made, 0);
  let best = 0;
  for (let at = 1; at < plane.length; at++) if (plane[at] > plane[best]) best = at;
  const oW = made.shape[3];
  return { layer: name, d: 0, p: Math.floor(best / oW), q: best % oW };
}
