/** Reads goldens: those kept beside this file, and those with MNIST pixels from `shared/fixtures` beside the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Tensor } from '#engine/tensor.ts';
import { tensor } from '#engine/tensor.ts';

export interface GoldenTensor {
  shape: number[];
  data: number[];
}

export interface Golden {
  name: string;
  inputs: Record<string, GoldenTensor>;
  attrs: Record<string, unknown>;
  outputs: Record<string, GoldenTensor>;
  grads: Record<string, GoldenTensor>;
}

/** The names of the files beside this one, without their ending. */
export const goldenNames = (): string[] =>
  readdirSync(import.meta.dirname).flatMap((file) =>
    file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : [],
  );

export function readGoldens(file: string): Golden[] {
  return readJson(join(import.meta.dirname, `${file}.json`)) as Golden[];
}

/** Makes a float64 tensor of a golden's numbers. */
export function toTensor({ shape, data }: GoldenTensor): Tensor {
  return tensor(shape, data);
}

const sharedFolder = join(import.meta.dirname, '../../../../shared/fixtures');

/** Says why a test that needs this shared file has to be skipped; undefined where the file is there. */
export function missingShared(...files: string[]): string | undefined {
  const missing = files.filter((file) => !existsSync(join(sharedFolder, `${file}.json`)));
  return missing.length
    ? `skipped: no ${missing.join(', ')}.json in ../shared/fixtures`
    : undefined;
}

export function readShared(file: string): unknown {
  return readJson(join(sharedFolder, `${file}.json`));
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
