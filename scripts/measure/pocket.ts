/**
 * `npm run measure:pocket`: how well the pocket network reads MNIST and digits drawn on a pad, and which images teach it
 * that. Writes content/measurements/pocket.json.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDataSet } from '#data/node.ts';
import { runCommand } from '../command.ts';
import { CommandError, someOf, wholeNumber } from '../flags.ts';
import { provenance } from './machine.ts';
import { measurePocket, pocketSections, type PocketSection } from './pocket-sections.ts';

const target = fileURLToPath(new URL('../../content/measurements/pocket.json', import.meta.url));

await runCommand({
  name: 'measure:pocket',
  about: `Measures how well the pocket network reads MNIST, whose files are in the folder that the environment variable MNIST_DIR
names, and digits drawn as on the pad. Writes content/measurements/pocket.json.`,
  flags: {
    only: someOf(pocketSections, 'measure some sections and keep the others'),
    seeds: wholeNumber(1, 100, 'runs for each candidate (default: 2)'),
  },
  notes: `candidates: what to train on, tested on the last 10,000 training images of MNIST and on drawn digits of their own.
weights: those in public/models, on a hundred drawn digits.`,
  async run({ only = pocketSections, seeds = 2 }) {
    const directory = process.env['MNIST_DIR'];
    if (!directory)
      throw new CommandError('MNIST_DIR must name the folder with the files of MNIST');
    const mnist = await readDataSet(directory);
    for await (const [name, section] of measurePocket(only, mnist, seeds)) write(name, section);
  },
});

/** Puts one section into the file as it is now: an interrupted measurement keeps what it has. */
function write(name: PocketSection, section: object): void {
  const known = existsSync(target) ? JSON.parse(readFileSync(target, 'utf8')) : {};
  const sections = { ...known, [name]: { measured: provenance(), ...section } };
  writeFileSync(target, `${JSON.stringify(sections, null, 1)}\n`);
}
