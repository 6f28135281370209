/** The committed weights of the pocket network, and how they read drawn digits. */
import { readFileSync } from 'node:fs';
import { labelAt } from '#data/digits/generate.ts';
import { drawingOf } from '#data/drawing/drawing.ts';
import { drawnSeeds, drawStrokes } from '#data/drawing/drawn-digits.ts';
import { readPicture } from '#experiments/reading.ts';
import { readModel, type Model } from '#formats/model.ts';
import { recipes } from '#training/run/recipes.ts';
import type { ModelCard } from '../train/save.ts';

const place = (ending: string) => new URL(`../../public/models/pocket.${ending}`, import.meta.url);

export interface SavedPocket {
  readonly model: Model;
  readonly card: ModelCard;
}

export function savedPocket(): SavedPocket {
  const bytes = readFileSync(place('safetensors'));
  return {
    model: readModel('pocket.safetensors', bytes, recipes.pocket.network),
    card: JSON.parse(readFileSync(place('json'), 'utf8')) as ModelCard,
  };
}

/** Reads the first `count` of the digits that are kept for measuring, from their strokes on, with the readable engine. */
export function readDrawn({ network, parameters }: Model, count: number) {
  const wrong: { readonly index: number; readonly label: number; readonly answer: number }[] = [];
  for (let index = 0; index < count; index++) {
    const label = labelAt(drawnSeeds.measured, index);
    const { normalised } = drawingOf(drawStrokes(label, drawnSeeds.measured, index));
    const { answer } = readPicture(network, parameters, normalised!.image);
    if (answer !== label) wrong.push({ index, label, answer });
  }
  return { right: count - wrong.length, wrong };
}
