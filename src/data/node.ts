/** MNIST from a folder or a file. For Node alone: nothing that a page loads may import this file. */
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { dataError } from './data-error.ts';
import type { DataSet } from './data-set.ts';
import { isContainer, isLeftover, isOfInterest, kindToldBy, splitToldBy } from './file-name.ts';
import type { DataFile } from './gzip.ts';
import { loadFiles } from './load-files.ts';
import { idxFiles } from './mnist-files.ts';

/**
 * Reads a file that holds a whole data set, or from a folder the four IDX files or, where they are not all there,
 * `mnist.npz` or `mnist_all.mat`, under any of the names that `loadFiles` knows. Throws DataError, `no-directory` and
 * `nothing-in-directory` included.
 */
export async function readDataSet(path: string): Promise<DataSet> {
  const all = await namesIn(path);
  if (!all) return loadFiles([await open(path, basename(path))]);
  const names = all.filter((name) => isOfInterest(name) || isContainer(name));
  if (names.every(isLeftover)) throw dataError('nothing-in-directory', { directory: path });
  // Containers are large, so they are opened only where the four files are not complete.
  const four = names.filter((name) => !isContainer(name));
  const chosen = isComplete(four) ? four : names;
  return loadFiles(await Promise.all(chosen.map((name) => open(join(path, name), name))));
}

function isComplete(names: readonly string[]): boolean {
  const parts = names
    .filter((name) => !isLeftover(name))
    .map((name) => `${splitToldBy(name)}-${kindToldBy(name)}`);
  return idxFiles.every(({ part }) => parts.includes(part));
}

async function open(path: string, name: string): Promise<DataFile> {
  const { buffer, byteOffset, byteLength } = await readFile(path);
  return { name, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

/** The names of the files in a folder, in order; undefined for a file. */
async function namesIn(path: string): Promise<string[] | undefined> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => entry.name)
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') return undefined;
    throw dataError('no-directory', { directory: path });
  }
}
