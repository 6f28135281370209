/**
 * `npm run measure:run`: the run that the page /training/ shows, pale, until the reader's own begins. Writes
 * content/measurements/run.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readDataSet } from '#data/node.ts';
import { runCommand } from '../command.ts';
import { CommandError } from '../flags.ts';
import { run } from '../train/run.ts';
import { provenance } from './machine.ts';

const target = fileURLToPath(new URL('../../content/measurements/run.json', import.meta.url));
/** More points than this nobody can tell apart in a small chart. */
const mostPoints = 80;

await runCommand({
  name: 'measure:run',
  about: `Trains the page's usual recipe on MNIST, whose files are in the folder that the environment variable MNIST_DIR
names, and writes its curves to content/measurements/run.json.`,
  flags: {},
  async run() {
    const directory = process.env['MNIST_DIR'];
    if (!directory)
      throw new CommandError('MNIST_DIR must name the folder with the files of MNIST');
    const data = await readDataSet(directory);
    const { result, history } = await run({}, data, console.log);
    if (result.broken) throw new CommandError(result.broken);
    const { recipe, epochs, seed, testAccuracy, backend } = result;
    const points = history
      .thinned(mostPoints)
      .map(({ update, meanLoss, meanAccuracy }) => [
        update,
        rounded(meanLoss),
        rounded(meanAccuracy),
      ]);
    const tests = history.tests.map(({ update, accuracy }) => [update, accuracy]);
    const measured = provenance();
    const what = { recipe, data: 'MNIST', epochs, seed, backend, testAccuracy };
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, `${JSON.stringify({ measured, ...what, points, tests }, null, 1)}\n`);
  },
});

/** Finer than a chart can show. */
function rounded(value: number): number {
  return Number(value.toFixed(4));
}
