/** `npm run bench`: the speed of every backend on this machine, by turns in one process. */
import { buildKernels } from './kernels.ts';
import { kernelTable, speedTable } from './bench/tables.ts';
import { measureHere } from './bench/measure.ts';
import { comparePeers } from './bench/peers.ts';
import { measureProgress, progressLine } from './bench/progress.ts';
import { measureStepping, steppingLines } from './bench/stepping.ts';
import { measureSteps, stepLines } from './bench/steps.ts';
import { runCommand } from './command.ts';
import { CommandError, toggle, wholeNumber } from './flags.ts';

/** Hours, for the slowest backends. */
const mostRounds = 10_000;
const exclusive = ['peers', 'stepping', 'progress'] as const;

await runCommand({
  name: 'bench',
  about:
    'Measures the speed of every backend on this machine, by turns in one process, and prints tables.',
  flags: {
    rounds: wholeNumber(1, mostRounds, 'how often each has its turn (default: 25)'),
    json: toggle('one line of JSON in place of the tables'),
    peers: toggle('the others too, and the committed table: see scripts/bench/peers/README.md'),
    stepping: toggle('what a key press costs on the built page /backprop/, and a step'),
    progress: toggle('what it costs to tell the page how a run goes'),
  },
  async run({ rounds = 25, json, ...asked }) {
    const chosen = exclusive.filter((name) => asked[name]);
    if (chosen.length > 1) throw new CommandError(`--${chosen.join(' and --')} exclude each other`);
    const [kind] = chosen;
    if (json && kind !== undefined) throw new CommandError(`--json has no form for --${kind}`);
    await measure(kind, rounds, json);
  },
});
process.exit();

async function measure(
  kind: (typeof exclusive)[number] | undefined,
  rounds: number,
  isJson: boolean,
): Promise<void> {
  if (kind === 'stepping') {
    console.log(stepLines(measureSteps()));
    return console.log(steppingLines(await measureStepping()));
  }
  await buildKernels();
  if (kind === 'progress') return console.log(progressLine(await measureProgress(rounds)));
  if (kind === 'peers') return comparePeers(rounds);
  const report = await measureHere(rounds, (line) => console.error(line));
  if (isJson) return console.log(JSON.stringify(report));
  console.log(speedTable(report));
  for (const kernels of Object.values(report.kernels)) console.log(kernelTable(kernels));
}
