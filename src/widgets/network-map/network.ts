/**
 * What the map shows: the pocket network's pass over one generated digit, by the readable engine, while the site is
 * built.
 */
import { readFileSync } from 'node:fs';
import { drawDigit, paintDigit, pixelCount } from '#data/digits/generate.ts';
import type { Parameters } from '#engine/backend.ts';
import { Network } from '#engine/network.ts';
import { runPass } from '#engine/pass.ts';
import { tensor, type Tensor } from '#engine/tensor.ts';
import { readModel } from '#formats/model.ts';
import { batchOf, type Example } from '#experiments/experiment.ts';
import { colourLevels, type Scale } from '#views/scale.ts';
import { recipes } from '#training/run/recipes.ts';
import { thumbnailOf, type Thumbnail } from '#views/thumbnail.ts';
import { plan, type BlockPlan } from './plan.ts';

const side = 28;

const { network: pocket } = recipes.pocket;
const network = new Network(pocket);

/** The digit of the map. */
const shown = { label: 5, seed: 7 };

function example(label: number, seed: number, index: number): Example {
  const bytes = new Uint8Array(pixelCount);
  paintDigit(drawDigit(label, seed, index), bytes);
  const picture = tensor(
    [1, side, side],
    Float64Array.from(bytes, (byte) => byte / 255),
  );
  return { picture, label };
}

/** The committed weights of the pocket network, from the site's own files. */
export function savedParameters(): Parameters {
  const file = 'public/models/pocket.safetensors';
  return readModel(file, readFileSync(file), pocket).parameters;
}

export interface DrawnBlock extends BlockPlan {
  /** Without the batch axis: [C, H, W], [F], or [] for the loss. */
  readonly shape: readonly number[];
  readonly picture: Thumbnail;
  readonly scale: Scale;
}

/** The pictures of all blocks, of the pocket network with these parameters. */
export function thumbnails(parameters: Parameters): DrawnBlock[] {
  const { activations, loss } = runPass({
    ...{ network, parameters },
    ...batchOf([example(shown.label, shown.seed, 0)]),
  });
  const tensors: Readonly<Record<string, Tensor>> = {
    ...activations,
    loss: tensor([1, 1], [loss]),
  };
  return plan.map((block) => {
    const { shape } = tensors[block.tensor];
    const picture = coarse(thumbnailOf(tensors[block.tensor], block));
    const most = mostOf(picture);
    return {
      ...block,
      shape: block.tensor === 'loss' ? [] : shape.slice(1),
      picture,
      scale: { kind: block.kind === 'picture' ? 'ink' : 'diverging', most },
    };
  });
}

const mostOf = ({ values }: Thumbnail): number =>
  values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);

/** Every second level of colour: at the size of a stamp nobody misses the others, and the page is half as heavy. */
function coarse(plane: Thumbnail): Thumbnail {
  const step = (2 * mostOf(plane)) / colourLevels;
  if (step === 0) return plane;
  const values = plane.values.map((value) => value && Math.round(value / step) * step);
  return { ...plane, values };
}
