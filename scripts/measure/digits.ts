/**
 * `npm run measure:digits`: what a network that was trained on generated digits alone reads of MNIST. Needs MNIST_DIR,
 * the folder with MNIST's files. Writes content/measurements/digits.json, which the page about the digits quotes.
 *
 *   --only transfer,strength,ablation,speed   measure some sections and keep the others
 *   --seeds 3                                 runs for each figure of the tables (the headline has five)
 *   --development                             read 20,000 of MNIST's training images instead of its test images and
 *                                             write nothing: for choices of design, which the test images must not see
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readDataSet } from '#data/node.ts';
import type { LabelledImages } from '#engine/backend.ts';
import { provenance } from './machine.ts';
import { measureSections, sectionNames, type SectionName } from './sections.ts';

const target = fileURLToPath(new URL('../../content/measurements/digits.json', import.meta.url));

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: sectionNames.join() },
    seeds: { type: 'string', default: '3' },
    development: { type: 'boolean', default: false },
  },
});

const directory = process.env['MNIST_DIR'];
if (directory === undefined) fail('MNIST_DIR must name the folder with the files of MNIST');
const only = values.only.split(',');
for (const name of only)
  if (!sectionNames.includes(name as SectionName))
    fail(`unknown section ${name}; there are ${sectionNames.join(', ')}`);
const seeds = Number(values.seeds);
if (!Number.isInteger(seeds) || seeds < 1)
  fail(`--seeds must be a whole number; got ${values.seeds}`);

const mnist = await readDataSet(directory);
const real = values.development ? lastRows(mnist.train, 20_000) : mnist.test;
for await (const [name, section] of measureSections(only as SectionName[], real, seeds)) {
  if (!values.development) write(name, { measured: provenance(), ...section });
}

/** Puts one section into the file as it is now: an interrupted measurement keeps what it has. */
function write(name: SectionName, section: object): void {
  const known = existsSync(target) ? JSON.parse(readFileSync(target, 'utf8')) : {};
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, `${JSON.stringify({ ...known, [name]: section }, null, 1)}\n`);
}

function lastRows({ count, pixels, labels }: LabelledImages, rows: number): LabelledImages {
  const size = pixels.length / count;
  const from = count - rows;
  return { count: rows, pixels: pixels.subarray(from * size), labels: labels.subarray(from) };
}

function fail(message: string): never {
  console.error(`measure:digits: ${message}`);
  process.exit(1);
}
