/** `--save`: the weights of a run as a safetensors file, and beside them a JSON that says where they come from. */
import { access, constants, rename, stat, writeFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Parameters } from '#engine/backend.ts';
import { sizeOf } from '#engine/tensor.ts';
import { writeSafetensors } from '#formats/safetensors.ts';
import type { Recipe } from '#training/run/recipes.ts';
import project from '../../package.json' with { type: 'json' };
import { CommandError } from '../flags.ts';
import { provenance, type Provenance } from '../measure/machine.ts';

const ending = '.safetensors';

/** The JSON beside the weights. Accuracies are shares, 0..1. */
export interface ModelCard {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly parameters: number;
  readonly data: {
    readonly name: string;
    /** Images to train on; so many of them are digits drawn as on the pad. */
    readonly trainCount: number;
    readonly drawnCount: number;
    readonly testCount: number;
    readonly testSplit: 'test' | 'held out of training';
  };
  /** Of these weights on the test images. */
  readonly testAccuracy: number;
  /** The same of every seed that was trained, this one first, and their mean. */
  readonly seeds: readonly { readonly seed: number; readonly testAccuracy: number }[];
  readonly meanTestAccuracy: number;
  readonly backend: string;
  readonly version: string;
  readonly measured: Provenance;
}

/** What a run knows of itself. */
export type RunFacts = Omit<ModelCard, 'parameters' | 'meanTestAccuracy' | 'version' | 'measured'>;

/** Throws CommandError where nothing could be written at `path`: told before a run, not after it. */
export async function checkTarget(path: string): Promise<void> {
  const folder = dirname(path);
  const refuse = (problem: string) => new CommandError(`--save: ${problem}`);
  if (!basename(path).endsWith(ending) || basename(path) === ending)
    throw refuse(`expected a file that ends in ${ending}; got ${path}`);
  const isFolder = async (place: string) =>
    (await stat(place).catch(() => undefined))?.isDirectory() === true;
  if (!(await isFolder(folder))) throw refuse(`there is no folder ${folder}`);
  for (const file of [path, cardPath(path)])
    if (await isFolder(file)) throw refuse(`${file} is a folder`);
  if (!(await isWritable(folder))) throw refuse(`nothing may be written into ${folder}`);
}

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );

/** `pocket.safetensors` → `pocket.json` */
export const cardPath = (path: string): string => `${path.slice(0, -ending.length)}.json`;

/** Writes both files, each whole or not at all. Throws CommandError for weights that are no numbers any more. */
export async function save(path: string, tensors: Parameters, facts: RunFacts): Promise<void> {
  const isFinite = Object.values(tensors).every(({ data }) => data.every(Number.isFinite));
  if (!isFinite)
    throw new CommandError('--save: the weights are not all finite; nothing was saved');
  const { recipe, seed, seeds } = facts;
  const card: ModelCard = {
    ...facts,
    parameters: Object.values(tensors).reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    meanTestAccuracy: round(seeds.reduce((sum, run) => sum + run.testAccuracy, 0) / seeds.length),
    version: project.version,
    measured: provenance(),
  };
  const metadata = { recipe: recipe.id, seed: String(seed), version: project.version };
  await replace(path, writeSafetensors({ tensors, metadata }));
  await replace(cardPath(path), `${JSON.stringify(card, null, 2)}\n`);
}

const round = (accuracy: number): number => Number(accuracy.toFixed(6));

async function replace(path: string, content: Uint8Array | string): Promise<void> {
  const part = `${path}.part`;
  await writeFile(part, content);
  await rename(part, path);
}
