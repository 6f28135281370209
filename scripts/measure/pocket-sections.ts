/** The sections of `npm run measure:pocket`, each a plain object for the JSON file. */
import type { DataSet } from '#data/data-set.ts';
import { generateDigits } from '#data/digits/generated-data-set.ts';
import { drawnDigits, drawnSeeds } from '#data/drawing/drawn-digits.ts';
import type { LabelledImages } from '#engine/backend.ts';
import { recipes } from '#training/run/recipes.ts';
import { joined, rows } from '../train/find-data.ts';
import { readDrawn, savedPocket } from './pocket-model.ts';
import { trainAndTest } from './train-and-test.ts';

export const pocketSections = ['candidates', 'weights'] as const;
export type PocketSection = (typeof pocketSections)[number];

/** Images of MNIST's training set that candidates do not train on, and drawn digits beside them. */
const validationCount = 10_000;
const drawnValidationCount = 2_000;
/** A candidate must read so much of MNIST, whatever its seed. */
const leastOnMnist = 0.98;
/** The digits that the committed weights are measured with, and more of them for a figure with less chance in it. */
const measuredCount = 100;
const manyCount = 2_000;

/** How many images of each kind a candidate trains on; `generated` are the generator's, painted into 28 x 28 at once. */
interface Candidate {
  readonly mnist: number;
  readonly generated: number;
  readonly drawn: number;
}

const candidates: readonly Candidate[] = [
  { mnist: 50_000, generated: 0, drawn: 0 },
  { mnist: 0, generated: 50_000, drawn: 0 },
  { mnist: 0, generated: 0, drawn: 50_000 },
  { mnist: 50_000, generated: 50_000, drawn: 0 },
  { mnist: 50_000, generated: 0, drawn: 25_000 },
  { mnist: 50_000, generated: 0, drawn: 50_000 },
  { mnist: 50_000, generated: 0, drawn: 100_000 },
];

/** Yields each section that was asked for when it is measured. */
export async function* measurePocket(
  names: readonly PocketSection[],
  mnist: DataSet,
  seeds: number,
): AsyncGenerator<[PocketSection, object]> {
  const sections: Record<PocketSection, () => Promise<object> | object> = {
    candidates: () => measureCandidates(mnist, seeds),
    weights: measureWeights,
  };
  for (const name of names) {
    console.log(name);
    yield [name, await sections[name]()];
  }
}

async function measureCandidates(mnist: DataSet, seeds: number) {
  const first = mnist.train.count - validationCount;
  const tests = {
    mnist: rows(mnist, mnist.train, first, mnist.train.count),
    drawn: drawnDigits(drawnSeeds.validation, drawnValidationCount),
  };
  const most = (kind: keyof Candidate) => Math.max(...candidates.map((one) => one[kind]));
  const pool = {
    mnist: rows(mnist, mnist.train, 0, first),
    generated: generateDigits({
      ...{ seed: drawnSeeds.training, count: most('generated'), strength: 1 },
    }),
    drawn: drawnDigits(drawnSeeds.training, most('drawn')),
  };
  const kinds = ['mnist', 'generated', 'drawn'] as const;
  const found = [];
  for (const candidate of candidates) {
    const train = kinds
      .map((kind): LabelledImages => rows(mnist, pool[kind], 0, candidate[kind]))
      .reduce(joined);
    const runs = await runsOf(train, tests, seeds);
    found.push({ ...candidate, ...runs });
  }
  const fit = found.filter(({ runs }) => runs.every((run) => run.mnist >= leastOnMnist));
  const chosen = fit.toSorted((a, b) => b.drawnMean - a.drawnMean).at(0);
  return { validationCount, drawnValidationCount, leastOnMnist, rows: found, chosen };
}

async function runsOf(
  train: LabelledImages,
  tests: Readonly<Record<'mnist' | 'drawn', LabelledImages>>,
  seeds: number,
) {
  const runs: Record<'mnist' | 'drawn', number>[] = [];
  for (let seed = 1; seed <= seeds; seed++)
    runs.push(await trainAndTest(recipes.pocket, seed, train, tests));
  const row = {
    mnistMean: mean(runs.map(({ mnist }) => mnist)),
    drawnMean: mean(runs.map(({ drawn }) => drawn)),
    runs,
  };
  console.log(`  ${train.count} images: ${JSON.stringify(row)}`);
  return row;
}

/** The committed weights, whose seeds were trained when they were saved, on digits that no training has seen. */
function measureWeights() {
  const { model, card } = savedPocket();
  const { right, wrong } = readDrawn(model, measuredCount);
  console.log(`  ${right} of ${measuredCount} drawn digits`);
  const { seed, testAccuracy, seeds, meanTestAccuracy, data } = card;
  return {
    ...{ seed, data, testAccuracy, seeds, meanTestAccuracy },
    drawn: { count: measuredCount, right, wrong },
    manyDrawn: { count: manyCount, right: readDrawn(model, manyCount).right },
  };
}

const mean = (values: readonly number[]): number =>
  Number((values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(5));
