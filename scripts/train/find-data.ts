/** What `npm run train` trains on. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSet } from '#data/data-set.ts';
import { drawnDigits, drawnSeeds } from '#data/drawing/drawn-digits.ts';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { imageSize } from '#data/drawing/normalise.ts';
import { readDataSet } from '#data/node.ts';
import { turnedDataSet } from '#data/turned-data-set.ts';
import type { LabelledImages } from '#engine/backend.ts';
import { digitsSeed, testCountFor } from '#training/worker/digit-counts.ts';
import { CommandError } from '../flags.ts';
import type { TrainFlags } from './flags.ts';

/** Generated digits where there is no MNIST: enough to learn them well, drawn in seconds. */
const digitsByDefault = 20_000;

const fetched = join(import.meta.dirname, '../../public/data/mnist');

/** Reads or draws the data set. Throws DataError for damaged files and CommandError for limits that leave nothing. */
export async function findData(flags: TrainFlags): Promise<DataSet> {
  const data = await wholeData(flags);
  const { count } = data.train;
  const { limit = count, holdout = 0 } = flags;
  const rest = count - holdout;
  if (rest < 1)
    throw new CommandError(
      `--holdout: expected less than the ${count} training images; got ${holdout}`,
    );
  const test = holdout > 0 ? rows(data, data.train, rest, data.train.count) : data.test;
  return withDrawn(
    { ...data, train: rows(data, data.train, 0, Math.min(limit, rest)), test },
    flags,
  );
}

/** Adds digits drawn as on the pad to those to train on. */
function withDrawn(data: DataSet, { drawn }: TrainFlags): DataSet {
  if (drawn === undefined) return data;
  const { height, width, classes } = data;
  if (height !== imageSize || width !== imageSize || classes !== 10)
    throw new CommandError(
      `--drawn: digits are drawn as 10 classes of ${imageSize} x ${imageSize} pixels; the images have ${classes} of ${height} x ${width}`,
    );
  return { ...data, train: joined(data.train, drawnDigits(drawnSeeds.training, drawn)) };
}

/** The images of one split, then those of another. */
export function joined(one: LabelledImages, other: LabelledImages): LabelledImages {
  const pixels = new Uint8Array(one.pixels.length + other.pixels.length);
  pixels.set(one.pixels);
  pixels.set(other.pixels, one.pixels.length);
  const labels = new Uint8Array(one.count + other.count);
  labels.set(one.labels);
  labels.set(other.labels, one.count);
  return { count: labels.length, pixels, labels };
}

async function wholeData({ data, digits, turn = 'as-stored' }: TrainFlags): Promise<DataSet> {
  if (digits !== undefined) return draw(digits);
  const path = data ?? (process.env['MNIST_DIR'] || (existsSync(fetched) ? fetched : undefined));
  if (path !== undefined) return turnedDataSet(await readDataSet(path), turn);
  if (turn !== 'as-stored')
    throw new CommandError('--turn: there are no files to read; name them with --data');
  return draw(digitsByDefault);
}

const draw = (trainCount: number): DataSet =>
  generatedDataSet({ trainCount, testCount: testCountFor(trainCount), seed: digitsSeed });

/** Images `from` to `to` of a split. */
export function rows(
  { height, width }: DataSet,
  { pixels, labels }: LabelledImages,
  from: number,
  to: number,
): LabelledImages {
  const size = height * width;
  return {
    count: to - from,
    pixels: pixels.subarray(from * size, to * size),
    labels: labels.subarray(from, to),
  };
}
