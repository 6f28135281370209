/**
 * `npm run measure:digits`: what a network that was trained on generated digits alone reads of MNIST. Writes
 * content/measurements/digits.json, which the page about the digits quotes.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDataSet } from '#data/node.ts';
import type { LabelledImages } from '#engine/backend.ts';
import { runCommand } from '../command.ts';
import { CommandError, someOf, toggle, wholeNumber } from '../flags.ts';
import { provenance } from './machine.ts';
import { measureSections, sectionNames, type SectionName } from './sections.ts';

const target = fileURLToPath(new URL('../../content/measurements/digits.json', import.meta.url));

await runCommand({
  name: 'measure:digits',
  about: `Measures what a network that was trained on generated digits alone reads of MNIST, whose files are in the folder
that the environment variable MNIST_DIR names. Writes content/measurements/digits.json.`,
  flags: {
    only: someOf(sectionNames, 'measure some sections and keep the others'),
    seeds: wholeNumber(
      1,
      100,
      'runs for each figure of the tables (default: 3; the headline has five)',
    ),
    development: toggle(
      "read 20,000 of MNIST's training images instead of its test images and write nothing:\n" +
        'for choices of design, which the test images must not see',
    ),
  },
  async run({ only = sectionNames, seeds = 3, development }) {
    const directory = process.env['MNIST_DIR'];
    if (!directory)
      throw new CommandError('MNIST_DIR must name the folder with the files of MNIST');
    const mnist = await readDataSet(directory);
    const real = development ? lastRows(mnist.train, 20_000) : mnist.test;
    for await (const [name, section] of measureSections(only, real, seeds))
      if (!development) write(name, { measured: provenance(), ...section });
  },
});

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
