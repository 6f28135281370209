/** How many numbers the network is made of. */
import { Network } from '#engine/network.ts';
import { sizeOf } from '#engine/tensor.ts';
import { recipes } from '#training/run/recipes.ts';

export const parameterCount = Object.values(new Network(recipes.pocket.network).parameterShapes)
  .map(sizeOf)
  .reduce((sum, size) => sum + size, 0);
