/** The four tables of the measurement, each a plain object for the JSON file. */
import { factorNames, naturalStrength, type Factors } from '#data/digits/factors.ts';
import { generateDigits, splitSeeds } from '#data/digits/generated-data-set.ts';
import type { DigitOptions } from '#data/digits/generate.ts';
import type { LabelledImages } from '#engine/backend.ts';
import { classes, transfer, transferRecipe } from './transfer.ts';

export const sectionNames = ['speed', 'transfer', 'strength', 'ablation'] as const;
export type SectionName = (typeof sectionNames)[number];

/** Runs of the headline, each with its own digits and its own first weights. */
const headlineSeeds = 5;
const heldOutCount = 10_000;
const smallSet = 20_000;
const largeSet = 60_000;
const epochs = 3;
const strengths = [0.3, 0.5, naturalStrength, 0.85, 1];

/** The means and the single runs of one way of training, as fractions. */
export interface Row {
  readonly strength: number;
  readonly count: number;
  readonly epochs: number;
  readonly mnist: number;
  readonly mnistRuns: readonly number[];
  readonly heldOut: number;
  readonly perClass: readonly number[];
}

interface Way extends DigitOptions {
  readonly strength: number;
  readonly count: number;
  readonly epochs: number;
  readonly seeds: number;
}

/** Yields each section that was asked for when it is measured. */
export async function* measureSections(
  names: readonly SectionName[],
  real: LabelledImages,
  seeds: number,
): AsyncGenerator<[SectionName, object]> {
  const sections: Record<SectionName, () => Promise<object> | object> = {
    speed: measureSpeed,
    transfer: () => measureTransfer(real),
    strength: () => measureStrength(real, seeds),
    ablation: () => measureAblation(real, seeds),
  };
  for (const name of names) {
    console.log(name);
    yield [name, await sections[name]()];
  }
}

/** Best of three: what the code can do when nothing else wants the core. */
function measureSpeed() {
  const seconds = [1, 2, 3].map((seed) => {
    const start = performance.now();
    generateDigits({ seed, count: largeSet });
    return (performance.now() - start) / 1000;
  });
  const best = Math.min(...seconds);
  console.log(`  ${largeSet} digits in ${best.toFixed(2)} s`);
  return { count: largeSet, seconds: round(best, 2), perSecond: Math.round(largeSet / best) };
}

async function measureTransfer(real: LabelledImages) {
  const strength = naturalStrength;
  const ways: Way[] = [
    { strength, count: smallSet, epochs, seeds: headlineSeeds },
    { strength, count: largeSet, epochs, seeds: headlineSeeds },
    { strength: 1, count: smallSet, epochs, seeds: headlineSeeds },
    { strength: 1, count: largeSet, epochs, seeds: headlineSeeds },
    { strength: 1, count: 3 * largeSet, epochs: 1, seeds: headlineSeeds },
  ];
  const rows: Row[] = [];
  let backend = '';
  for (const way of ways) {
    const result = await measure(way, real);
    backend = result.backend;
    rows.push(result.row);
  }
  const { optimizer, learningRate, batchSize, schedule } = transferRecipe(epochs);
  return { backend, recipe: { optimizer, learningRate, batchSize, schedule }, rows };
}

async function measureStrength(real: LabelledImages, seeds: number) {
  const rows: Row[] = [];
  for (const strength of strengths)
    rows.push((await measure({ strength, count: smallSet, epochs, seeds }, real)).row);
  return { rows };
}

/** Each factor off alone, then the smooth deformations together, then everything. */
export const ablations: readonly (readonly [off: string, Partial<Factors>])[] = [
  ['none', {}],
  ...factorNames.map((name) => [name, off(name)] as const),
  ['slant rotation', off('slant', 'rotation')],
  ['jitter bend warp', off('jitter', 'bend', 'warp')],
  ['width pressure', off('width', 'pressure')],
  ['all but centring', off(...factorNames.filter((name) => name !== 'centring'))],
];

function off(...names: (keyof Factors)[]): Partial<Factors> {
  return Object.fromEntries(names.map((name) => [name, 0]));
}

async function measureAblation(real: LabelledImages, seeds: number) {
  const rows: (Row & { off: string })[] = [];
  for (const [name, factors] of ablations)
    rows.push({ off: name, ...(await measureOff(name, factors, real, seeds)) });
  return { rows };
}

/** One row of the ablation. */
export async function measureOff(
  name: string,
  factors: Partial<Factors>,
  real: LabelledImages,
  seeds: number,
): Promise<Row> {
  const way = { strength: naturalStrength, factors, count: smallSet, epochs, seeds };
  return (await measure(way, real, name)).row;
}

async function measure(way: Way, real: LabelledImages, title = '') {
  const { count, epochs: passes, seeds, ...options } = way;
  const runs: number[] = [];
  let heldOut = 0;
  const perClass = new Array<number>(classes).fill(0);
  let backend = '';
  for (let seed = 1; seed <= seeds; seed++) {
    const split = splitSeeds(seed);
    const train = generateDigits({ ...options, seed: split.train, count });
    // Held-out digits keep all factors: an ablated network is asked for the same as the others.
    const test = generateDigits({ strength: way.strength, seed: split.test, count: heldOutCount });
    const result = await transfer(train, { mnist: real, heldOut: test }, passes, seed);
    backend = result.backend;
    runs.push(result.readings['mnist'].accuracy);
    heldOut += result.readings['heldOut'].accuracy / seeds;
    result.readings['mnist'].perClass.forEach((accuracy, c) => (perClass[c] += accuracy / seeds));
  }
  const row: Row = {
    strength: way.strength,
    count,
    epochs: passes,
    mnist: round(mean(runs), 4),
    mnistRuns: runs.map((accuracy) => round(accuracy, 4)),
    heldOut: round(heldOut, 4),
    perClass: perClass.map((accuracy) => round(accuracy, 4)),
  };
  const single = row.mnistRuns.join(' ');
  console.log(
    `  ${title} strength ${row.strength}, ${count} x ${passes}: real ${row.mnist} (${single}), held out ${row.heldOut}, classes ${row.perClass.join(' ')}`,
  );
  return { row, backend };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const round = (value: number, digits: number): number => Number(value.toFixed(digits));
