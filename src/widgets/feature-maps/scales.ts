/** How the figure colours its maps: each for itself, one scale a row, or one for all of them. */
import type { Tensor } from '#engine/tensor.ts';
import type { Scale } from '#views/scale.ts';
import type { Layer, LayerName } from './layers.ts';

export const scalings = ['map', 'layer', 'figure'] as const;
export type Scaling = (typeof scalings)[number];

/** From the ground at 0 to the largest size among these numbers. */
export const diverging = (...arrays: readonly ArrayLike<number>[]): Scale => {
  let most = 0;
  for (const numbers of arrays)
    for (let at = 0; at < numbers.length; at++) most = Math.max(most, Math.abs(numbers[at]));
  return { kind: 'diverging', most };
};

export type ScaleOf = (layer: LayerName, d: number) => Scale;

/** Finds the scale of every map of the layers. */
export function scalesOf(layers: readonly Layer[], scaling: Scaling): ScaleOf {
  const alike = (same: (layer: Layer, d: number) => readonly ArrayLike<number>[]): ScaleOf => {
    const found = layers.map((layer) => {
      const [, maps] = layer.made.shape;
      return Array.from({ length: maps }, (_, d) => diverging(...same(layer, d)));
    });
    return (name, d) => found[layers.findIndex((layer) => layer.name === name)][d];
  };
  if (scaling === 'map') return alike(({ made }, d) => [planeOf(made, d)]);
  if (scaling === 'layer') return alike(({ made }) => [made.data]);
  return alike(() => layers.map(({ made }) => made.data));
}

/** The numbers of map d of a layer's [1, D, H, W]. */
export function planeOf({ shape, data }: Tensor, d: number): ArrayLike<number> {
  const cells = shape[2] * shape[3];
  return data.subarray(d * cells, (d + 1) * cells);
}
