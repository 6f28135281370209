/**
 * Puts MNIST's four files where the site is built from: from a folder of the reader's own, from an earlier run, or
 * from a public mirror. Only files whose unpacked SHA-256 is right are kept; what was there and is not right is
 * put aside under another name, never deleted.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isGzip } from '#data/gzip.ts';
import type { IdxFile } from '#data/mnist-files.ts';
import { DownloadError, download } from './download.ts';
import type { Limits } from './download.ts';
import { fault } from './verify.ts';

export interface Wanted {
  readonly files: readonly IdxFile[];
  /** Where the files go. */
  readonly target: string;
  /** A folder that may hold the files, packed or not; it is only read. */
  readonly source: string | undefined;
  /** Addresses of folders, ending in a slash; empty to stay offline. */
  readonly mirrors: readonly string[];
  readonly limits: Limits;
  /** Takes one sentence about something out of the ordinary. */
  readonly say: (sentence: string) => void;
  /** Called while something is fetched; the total is an estimate. */
  readonly onProgress: (loadedBytes: number, totalBytes: number) => void;
}

export interface Obtained {
  readonly copied: readonly IdxFile[];
  readonly kept: readonly IdxFile[];
  readonly fetched: readonly IdxFile[];
  readonly missing: readonly IdxFile[];
}

export async function obtain(wanted: Wanted): Promise<Obtained> {
  const copied: IdxFile[] = [];
  const kept: IdxFile[] = [];
  const needed: IdxFile[] = [];
  for (const file of wanted.files) {
    if (await copyFromSource(file, wanted)) copied.push(file);
    else if (await isKept(file, wanted)) kept.push(file);
    else needed.push(file);
  }
  const fetched = await fetchAll(needed, wanted);
  return { copied, kept, fetched, missing: needed.filter((file) => !fetched.includes(file)) };
}

async function copyFromSource(file: IdxFile, { source, target, say }: Wanted): Promise<boolean> {
  if (source === undefined) return false;
  const plain = file.name.replace(/\.gz$/, '');
  const names = [file.name, plain, plain.replace('-idx', '.idx')];
  for (const path of names.map((name) => join(source, name))) {
    const bytes = await read(path);
    if (!bytes) continue;
    const wrong = await fault(file, bytes);
    if (!wrong) {
      await store(file, bytes, target);
      return true;
    }
    say(`${path} ${wrong}; it was not used.`);
  }
  return false;
}

async function isKept(file: IdxFile, { target, say }: Wanted): Promise<boolean> {
  const path = join(target, file.name);
  const bytes = await read(path);
  if (!bytes) return false;
  const wrong = await fault(file, bytes);
  if (!wrong) return true;
  await rename(path, `${path}.rejected`);
  say(`${path} ${wrong}; it is now called ${file.name}.rejected.`);
  return false;
}

/**
 * Asks all mirrors for the smallest file at once, to learn in one wait which of them are there, then takes each
 * file from the first that gives it unharmed. A mirror that fails is not asked again.
 */
async function fetchAll(needed: readonly IdxFile[], wanted: Wanted): Promise<IdxFile[]> {
  if (needed.length === 0 || wanted.mirrors.length === 0) return [];
  const [scout] = [...wanted.files].sort((a, b) => a.bytes - b.bytes);
  const onPiece = progressOver(needed, wanted.onProgress);
  const answers = await Promise.all(
    wanted.mirrors.map(async (mirror) => ({
      mirror,
      bytes: await take(scout, mirror, wanted, onPiece),
    })),
  );
  const found = answers.filter(({ bytes }) => bytes !== undefined);
  let mirrors = found.map(({ mirror }) => mirror);
  const fetched: IdxFile[] = [];
  for (const file of needed) {
    let bytes = file === scout ? found[0]?.bytes : undefined;
    while (!bytes && mirrors.length > 0) {
      bytes = await take(file, mirrors[0], wanted, onPiece);
      if (!bytes) mirrors = mirrors.slice(1);
    }
    if (!bytes) continue;
    await store(file, bytes, wanted.target);
    fetched.push(file);
  }
  return fetched;
}

/** What gzip may add to data that do not shrink: header, name and checksum. */
const gzipFraming = 1024;

type OnPiece = (file: IdxFile, loadedBytes: number) => void;

/** Adds up what has come of each file; where several mirrors send the same one, the furthest counts. */
function progressOver(needed: readonly IdxFile[], onProgress: Wanted['onProgress']): OnPiece {
  const loaded = new Map(needed.map((file) => [file, 0]));
  const total = needed.reduce((sum, { packedBytes }) => sum + packedBytes, 0);
  return (file, loadedBytes) => {
    const before = loaded.get(file);
    if (before === undefined || loadedBytes <= before) return;
    loaded.set(file, loadedBytes);
    const sum = [...loaded.values()].reduce((all, bytes) => all + bytes, 0);
    onProgress(Math.min(sum, total), total);
  };
}

/** Downloads and verifies one file; undefined, and a sentence if the mirror did answer, where that fails. */
async function take(
  file: IdxFile,
  mirror: string,
  { limits, say }: Wanted,
  onPiece: OnPiece,
): Promise<Uint8Array | undefined> {
  const url = new URL(file.name, mirror).href;
  try {
    const maxBytes = file.bytes + gzipFraming;
    const bytes = await download(url, limits, maxBytes, (loaded) => onPiece(file, loaded));
    const wrong = await fault(file, bytes);
    if (!wrong) return bytes;
    say(`${url} ${wrong}; it was not used.`);
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    if (error.isReached) say(`${url} ${error.message}.`);
  }
  return undefined;
}

/** Writes the packed file under its final name only when it is complete. */
async function store(file: IdxFile, bytes: Uint8Array, target: string): Promise<void> {
  const path = join(target, file.name);
  const packed = isGzip(bytes) ? bytes : gzipSync(bytes);
  const there = await read(path);
  if (there && Buffer.compare(there, packed) === 0) return;
  await mkdir(target, { recursive: true });
  await writeFile(`${path}.part`, packed);
  await rename(`${path}.part`, path);
}

async function read(path: string): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
