/**
 * `npm run bench`: the speed of every backend on this machine, by turns in one process.
 *
 *   npm run bench                      tables
 *   npm run bench -- --json            one line of JSON
 *   npm run bench -- --rounds 60       more rounds (25)
 *   npm run bench -- --peers           the others too, and the committed table: see scripts/bench/peers/README.md
 *   npm run bench -- --stepping        what a key press costs on the built page /backprop/, and a step
 *   npm run bench -- --progress        what it costs to tell the page how a run goes
 */
import { parseArgs } from 'node:util';
import { buildKernels } from './kernels.ts';
import { kernelTable, speedTable } from './bench/tables.ts';
import { measureHere } from './bench/measure.ts';
import { comparePeers } from './bench/peers.ts';
import { measureProgress, progressLine } from './bench/progress.ts';
import { measureStepping, steppingLines } from './bench/stepping.ts';
import { measureSteps, stepLines } from './bench/steps.ts';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '25' },
    peers: { type: 'boolean', default: false },
    stepping: { type: 'boolean', default: false },
    progress: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
if (!(Number.isInteger(rounds) && rounds > 0)) {
  console.error(`bench: --rounds must be a whole number above 0, not ${values.rounds}`);
  process.exit(1);
}

if (values.stepping) {
  console.log(stepLines(measureSteps()));
  console.log(steppingLines(await measureStepping()));
  process.exit(0);
}

await buildKernels();
if (values.progress) console.log(progressLine(await measureProgress(rounds)));
else if (values.peers) await comparePeers(rounds);
else {
  const report = await measureHere(rounds, (line) => console.error(line));
  if (values.json) console.log(JSON.stringify(report));
  else {
    console.log(speedTable(report));
    for (const kernels of Object.values(report.kernels)) console.log(kernelTable(kernels));
  }
}
process.exit(0);
