/**
 * From files that a reader dropped, or that were fetched or read from a folder, to a data set: the four IDX files
 * under any of the names they go by, packed or not (MNIST's, and others of the same form such as Fashion-MNIST's),
 * or `mnist_all.mat`. What a file is for is read off its name (train or t10k/test; images or labels), and off its
 * contents where the name says nothing.
 */
import type { LabelledImages } from '#engine/backend.ts';
import { dataError } from './data-error.ts';
import { dataSetName } from './data-set-name.ts';
import type { DataSet } from './data-set.ts';
import { unpacked, type DataFile } from './gzip.ts';
import { idxKind, parseIdxImages, parseIdxLabels } from './idx.ts';
import { isMat } from './mat.ts';
import { idxFiles, type IdxPart } from './mnist-files.ts';
import { parseMnistMat } from './mnist-mat.ts';

const side = 28;
const classes = 10;

interface Sorted {
  readonly parts: Map<IdxPart, DataFile>;
  readonly mats: DataFile[];
  readonly strangers: DataFile[];
}

/**
 * Makes a data set of 28 x 28 images in ten classes. Files that have nothing to do with it (a read-me, say) are passed
 * over if the rest is complete, and a second copy of a file does no harm. Throws DataError: which file is missing,
 * damaged or does not fit, and how.
 */
export async function loadFiles(files: readonly DataFile[]): Promise<DataSet> {
  if (files.length === 0) throw dataError('no-files', {});
  const { parts, mats, strangers } = await sorted(files);
  const missing = idxFiles.filter(({ part }) => !parts.has(part));
  if (missing.length === 0)
    return dataSet({
      train: labelled(parts.get('train-images')!, parts.get('train-labels')!),
      test: labelled(parts.get('test-images')!, parts.get('test-labels')!),
    });
  if (mats[0]) return dataSet(await parseMnistMat(mats[0]));
  if (strangers[0])
    throw dataError(isZip(strangers[0]) ? 'zip-archive' : 'unknown-file', {
      file: strangers[0].name,
    });
  throw dataError('missing-files', { files: missing.map(({ name }) => name) });
}

function dataSet(splits: { train: LabelledImages; test: LabelledImages }): DataSet {
  const name = dataSetName(splits.train, classes);
  return { name, height: side, width: side, classes, ...splits };
}

/** Unpacks the files and finds what each is for. */
async function sorted(files: readonly DataFile[]): Promise<Sorted> {
  const parts = new Map<IdxPart, DataFile>();
  const mats: DataFile[] = [];
  const strangers: DataFile[] = [];
  for (const packed of files) {
    const file = { name: packed.name, bytes: await unpacked(packed) };
    const part = isZip(file) ? undefined : idxPart(file);
    if (part) {
      const other = parts.get(part);
      if (other && !isSame(other, file))
        throw dataError('duplicate-file', { file: file.name, other: other.name });
      parts.set(part, file);
    } else if (isMat(file.bytes) || /\.mat$/i.test(file.name)) mats.push(file);
    else strangers.push(file);
  }
  return { parts, mats, strangers };
}

/** Tells by its name what part of the four files this is, by its contents where the name leaves the kind open. */
function idxPart({ name, bytes }: DataFile): IdxPart | undefined {
  const isImages = /images|idx3/i.test(name);
  const isLabels = /labels|idx1/i.test(name);
  const kind = isImages === isLabels ? idxKind(bytes) : isImages ? 'images' : 'labels';
  if (!kind) return undefined;
  const isTrain = /train/i.test(name);
  const isTest = /t10k|test/i.test(name);
  if (isTrain !== isTest) return `${isTrain ? 'train' : 'test'}-${kind}`;
  if (idxKind(bytes)) throw dataError('unknown-split', { file: name });
  return undefined;
}

/** Reads one split and checks that it is what the networks here take. */
function labelled(imagesFile: DataFile, labelsFile: DataFile): LabelledImages {
  const { count, height, width, pixels } = parseIdxImages(imagesFile);
  const labels = parseIdxLabels(labelsFile);
  if (count === 0) throw dataError('no-images', { file: imagesFile.name });
  if (height !== side || width !== side)
    throw dataError('image-size', {
      ...{ file: imagesFile.name, height, width },
      ...{ expectedHeight: side, expectedWidth: side },
    });
  if (labels.length !== count)
    throw dataError('count-mismatch', {
      ...{ images: imagesFile.name, imageCount: count },
      ...{ labels: labelsFile.name, labelCount: labels.length },
    });
  const row = labels.findIndex((label) => label >= classes);
  if (row >= 0)
    throw dataError('label-range', {
      ...{ file: labelsFile.name, row, label: labels[row], largest: classes - 1 },
    });
  return { count, pixels, labels };
}

const isZip = ({ bytes }: DataFile): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;

const isSame = (a: DataFile, b: DataFile): boolean =>
  a.bytes.length === b.bytes.length && a.bytes.every((byte, n) => byte === b.bytes[n]);
