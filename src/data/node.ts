/** MNIST from a folder. For Node alone: nothing that a page loads may import this file. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { dataError } from './data-error.ts';
import type { DataSet } from './data-set.ts';
import type { DataFile } from './gzip.ts';
import { loadFiles } from './load-files.ts';

const ofInterest = /images|labels|idx[13]|\.mat(\.gz)?$/i;
const mat = /\.mat(\.gz)?$/i;

/**
 * Reads the four IDX files or, where they are not all there, `mnist_all.mat` from a folder, under any of the names
 * that `loadFiles` knows. Throws DataError, `no-directory` and `nothing-in-directory` included.
 */
export async function readDataSet(directory: string): Promise<DataSet> {
  const names = (await namesIn(directory)).filter((name) => ofInterest.test(name)).sort();
  if (names.length === 0) throw dataError('nothing-in-directory', { directory });
  const idx = names.filter((name) => !mat.test(name));
  // Reading a MATLAB file takes twice as long, so it is opened only where the four files cannot be complete.
  const chosen = idx.length >= 4 || idx.length === names.length ? idx : names;
  return loadFiles(await Promise.all(chosen.map((name) => open(directory, name))));
}

async function open(directory: string, name: string): Promise<DataFile> {
  const { buffer, byteOffset, byteLength } = await readFile(join(directory, name));
  return { name, bytes: new Uint8Array(buffer, byteOffset, byteLength) };
}

async function namesIn(directory: string): Promise<string[]> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  } catch {
    throw dataError('no-directory', { directory });
  }
}
