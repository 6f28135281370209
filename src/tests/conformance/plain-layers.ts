/** Layers that tests may put anywhere in a network, without naming one. */
import type { LayerKind } from '#engine/layers.ts';
import { layerOutputShape, operationOf } from '#engine/layers.ts';
import type { LayerSpec } from '#engine/architecture.ts';
import { ShapeError } from '#engine/errors.ts';
import * as operations from '#engine/operations.ts';
import { cases } from './cases.ts';

/** Every kind of layer that keeps the shape of an image and needs no attribute; it has those of its first golden. */
export function plainLayers(): LayerSpec[] {
  const kinds = (Object.keys(operations) as LayerKind[]).filter(isPlain);
  return kinds.map((kind) => {
    const { needs = [] } = operationOf({ kind }).layer;
    const attrs = { ...cases.find(({ operation }) => operation === kind)?.attrs };
    for (const told of needs) delete attrs[told];
    return { kind, name: kind, ...attrs } as LayerSpec;
  });
}

/** Those that hold nothing and do the same to every cell, whatever the mode. */
export const activations = (): LayerSpec[] =>
  plainLayers().filter(({ kind }) => {
    const { parameters, needs } = operationOf({ kind }).layer;
    return !parameters && !needs;
  });

const image = [2, 3, 4];

function isPlain(kind: LayerKind): boolean {
  if (!('layer' in operations[kind])) return false;
  try {
    return String(layerOutputShape({ kind, name: kind } as LayerSpec, image)) === String(image);
  } catch (error) {
    if (error instanceof ShapeError) return false;
    throw error;
  }
}
