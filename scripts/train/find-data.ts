/** What `npm run train` trains on. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSet } from '#data/data-set.ts';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
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
  return { ...data, train: rows(data, data.train, 0, Math.min(limit, rest)), test };
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

function rows(
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
