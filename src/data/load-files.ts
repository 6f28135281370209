/**
 * From files that a reader dropped, or that were fetched or read from a folder, to a data set: the four IDX files
 * under any of the names they go by, packed or not (MNIST's, and others of the same form such as Fashion-MNIST's), the
 * same four as `.npy` arrays, an archive that holds them (`mnist.npz`, a ZIP), or `mnist_all.mat`. What a file is for is
 * read off its name (train or t10k/test; images or labels), and off its contents where the name says nothing.
 */
import { DataError, dataError } from './data-error.ts';
import { dataSetName } from './data-set-name.ts';
import type { DataNote, DataSet } from './data-set.ts';
import { unreadable } from './file-kind.ts';
import {
  isContainer,
  isLeftover,
  isOfInterest,
  kindToldBy,
  splitToldBy,
  type SplitName,
} from './file-name.ts';
import { largestUnpackedBytes, unpacked, type DataFile } from './gzip.ts';
import { idxForm, idxKind } from './idx-form.ts';
import { isMat } from './mat.ts';
import { idxFiles, type IdxPart } from './mnist-files.ts';
import { parseMnistMat } from './mnist-mat.ts';
import { isNpy } from './npy.ts';
import { readSplit, type ImageForm } from './split-files.ts';
import { isZip, unzipped } from './zip.ts';

const form: ImageForm = { side: 28, classes: 10 };

/** What all files together may unpack to: the largest set, and once more what lies beside it. */
const largestInAll = 2 * largestUnpackedBytes;

/** What the parts are called in `mnist.npz`, as Keras has it. */
const arrayNames: Readonly<Record<IdxPart, string>> = {
  ...{ 'train-images': 'x_train', 'train-labels': 'y_train' },
  ...{ 'test-images': 'x_test', 'test-labels': 'y_test' },
};

/** An unpacked file, or one out of an archive, which stands back where the part is there by itself too. */
interface Found extends DataFile {
  readonly isArchived: boolean;
}

/** What cannot be read, or is not known what for. */
interface Stranger {
  readonly name: string;
  /** Whether it is, or calls itself, a part of a data set: then its reason says more than what is missing. */
  readonly isPart: boolean;
  readonly why: () => DataError;
}

interface Sorted {
  readonly parts: Map<IdxPart, DataFile>;
  readonly mats: DataFile[];
  readonly strangers: Stranger[];
  readonly passedOver: string[];
}

/**
 * Makes a data set of 28 x 28 images in ten classes. Files that have nothing to do with it (a read-me, say) are passed
 * over if the rest is complete, and a second copy of a file does no harm; the set's notes tell.
 * Throws DataError: which file is missing, damaged or does not fit, and how.
 */
export async function loadFiles(files: readonly DataFile[]): Promise<DataSet> {
  if (files.length === 0) throw dataError('no-files', {});
  const { parts, mats, strangers, passedOver } = await sorted(files);
  const strange = strangers.map(({ name }) => name);
  const missing = idxFiles.filter(({ part }) => !parts.has(part));
  if (missing.length === 0) {
    const split = (name: SplitName) =>
      readSplit(parts.get(`${name}-images`)!, parts.get(`${name}-labels`)!, form);
    const unused = [...passedOver, ...strange, ...mats.map(({ name }) => name)];
    const inkFiles = (name: SplitName) => parts.get(`${name}-images`)!.name;
    return dataSet({ train: split('train'), test: split('test') }, unused, inkFiles);
  }
  if (mats[0]) {
    const { name } = mats[0];
    return dataSet(await parseMnistMat(mats[0]), [...passedOver, ...strange], () => name);
  }
  const stranger = strangers.find(({ isPart }) => isPart || parts.size === 0);
  if (stranger) throw stranger.why();
  const hasArrays = [...parts.values()].some(({ bytes }) => isNpy(bytes));
  const names = missing.map(({ part, name }) => (hasArrays ? arrayNames[part] : name));
  if (passedOver.length > 0) throw dataError('missing-beside', { files: names, passedOver });
  throw dataError('missing-files', { files: names });
}

function dataSet(
  { train, test }: Record<SplitName, ReturnType<typeof readSplit>>,
  passedOver: readonly string[],
  fileOf: (split: SplitName) => string,
): DataSet {
  const scaled = new Set<string>();
  if (train.isScaled) scaled.add(fileOf('train'));
  if (test.isScaled) scaled.add(fileOf('test'));
  const notes: DataNote[] = [];
  if (scaled.size > 0) notes.push({ code: 'ink-scaled', files: [...scaled] });
  notes.push(...passedOverNotes(passedOver));
  const { side, classes } = form;
  const name = dataSetName(train.images, classes);
  const splits = { train: train.images, test: test.images };
  return {
    name,
    height: side,
    width: side,
    classes,
    ...splits,
    ...(notes.length > 0 && { notes }),
  };
}

/** Names a few: there may be thousands of photographs beside the digits. */
function passedOverNotes(names: readonly string[]): DataNote[] {
  const most = 5;
  const files = names.slice(0, most);
  if (names.length > most) return [{ code: 'passed-over-many', files, more: names.length - most }];
  return names.length > 0 ? [{ code: 'passed-over', files }] : [];
}

/** Unpacks the files and finds what each is for. */
async function sorted(files: readonly DataFile[]): Promise<Sorted> {
  const into: Sorted = { parts: new Map(), mats: [], strangers: [], passedOver: [] };
  const found: Found[] = [];
  let left = largestInAll;
  for (const packed of files) {
    if (isLeftover(packed.name)) {
      into.passedOver.push(packed.name);
      continue;
    }
    try {
      const bytes = await unpacked(packed, Math.min(left, largestUnpackedBytes));
      left -= bytes.length;
      const file = { name: packed.name, bytes };
      if (!isZip(bytes)) found.push({ ...file, isArchived: false });
      else left -= await openArchive(file, left, found, into);
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      into.strangers.push({ name: packed.name, isPart: true, why: () => error });
    }
  }
  for (const file of found.sort((a, b) => Number(a.isArchived) - Number(b.isArchived)))
    sortIn(file, into);
  return into;
}

/** Takes the entries that look like data out of a ZIP archive; returns how many bytes they unpack to. */
async function openArchive(
  archive: DataFile,
  limit: number,
  found: Found[],
  into: Sorted,
): Promise<number> {
  const isWanted = (name: string): boolean =>
    !isLeftover(name) && (isOfInterest(name) || /\.mat$/i.test(name));
  const { files, others } = await unzipped(archive, isWanted, limit);
  let size = 0;
  for (const { name, bytes: packed } of files) {
    const bytes = await unpacked({ name, bytes: packed }, limit - size);
    size += bytes.length;
    found.push({ name, bytes, isArchived: true });
  }
  into.passedOver.push(...others.map((name) => `${archive.name}/${name}`));
  if (files.length === 0) {
    const why = (): DataError => dataError('zip-nothing', { file: archive.name });
    into.strangers.push({
      name: archive.name,
      isPart: kindToldBy(archive.name) !== undefined,
      why,
    });
  }
  return size;
}

function sortIn(file: Found, { parts, mats, strangers, passedOver }: Sorted): void {
  const { name, bytes } = file;
  const isRead = idxForm(bytes) !== undefined || isNpy(bytes);
  const kind = kindToldBy(name) ?? idxKind(bytes);
  const split = splitToldBy(name);
  if (isMat(bytes)) mats.push(file);
  else if (!isRead) {
    const isPart = kindToldBy(name) !== undefined || isContainer(name);
    strangers.push({ name, isPart, why: () => unreadable(file) });
  } else if (!kind || !split) {
    const why = (): DataError => {
      if (isNpy(bytes)) return dataError('unknown-array', { file: name });
      return kind ? dataError('unknown-split', { file: name }) : unreadable(file);
    };
    strangers.push({ name, isPart: true, why });
  } else {
    const part: IdxPart = `${split}-${kind}`;
    const other = parts.get(part);
    if (!other) parts.set(part, file);
    else if (file.isArchived || isSame(other, file)) passedOver.push(name);
    else throw dataError('duplicate-file', { file: name, other: other.name });
  }
}

const isSame = (a: DataFile, b: DataFile): boolean =>
  a.bytes.length === b.bytes.length && a.bytes.every((byte, n) => byte === b.bytes[n]);
