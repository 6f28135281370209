/**
 * `npm test`: everything that must hold. What is independent runs side by side, because a machine has two processors;
 * what such a step says is shown when it is done. The last line counts the tests of both runners:
 * `N passed, N failed, N skipped`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { runCommand } from './command.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const results = 'test-results';
const failedSteps: string[] = [];

async function run({ name, command, env }: Step, isAlone = true): Promise<void> {
  if (isAlone) console.log(`\n── ${name}`);
  const start = performance.now();
  const child = spawn('npm', ['exec', '--no', '--', ...command], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      if (isAlone) process.stdout.write(chunk);
      else output.push(chunk);
    });
  const code = await new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  if (code !== 0) failedSteps.push(name);
  const seconds = ((performance.now() - start) / 1000).toFixed(0);
  console.log(`\n── ${name}: ${code === 0 ? 'passed' : 'FAILED'} after ${seconds} s`);
  process.stdout.write(Buffer.concat(output));
}

/** Steps that need one another's results, or the same files. */
async function inTurn(steps: readonly Step[], isAlone = true): Promise<void> {
  for (const step of steps) await run(step, isAlone);
}

const step = (name: string, ...command: string[]): Step => ({ name, command });

const unit = step(
  'unit',
  ...['vitest', 'run', '--reporter=default', '--reporter=json'],
  `--outputFile.json=${results}/unit.json`,
);
const besideUnit = [
  step('format', 'prettier', '--check', '--log-level', 'warn', '.'),
  step('types', 'astro', 'check', '--minimumFailingSeverity', 'hint'),
  step('build', 'astro', 'build'),
  step(
    'build below a path',
    ...['astro', 'build', '--base', '/book', '--outDir', 'build/any-host/book'],
  ),
  step('browsers', 'node', 'scripts/browser.ts'),
];
const endToEnd = (name: string, ...options: string[]): Step => ({
  name,
  command: ['playwright', 'test', '--reporter=list,json', ...options],
  env: { PLAYWRIGHT_JSON_OUTPUT_FILE: `${results}/${name}.json` },
});
const browserRuns = [
  endToEnd('end to end', '--grep-invert=@alone', '--workers=2', '--fully-parallel'),
  endToEnd('end to end, alone', '--grep=@alone', '--workers=1'),
];

function readReport<T>(name: string): T | undefined {
  try {
    return JSON.parse(readFileSync(`${results}/${name}.json`, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

function unitCounts(): Counts {
  const report = readReport<Record<string, number>>('unit');
  return {
    passed: report?.['numPassedTests'] ?? 0,
    failed: report?.['numFailedTests'] ?? 0,
    skipped: (report?.['numPendingTests'] ?? 0) + (report?.['numTodoTests'] ?? 0),
  };
}

function browserCounts(name: string): Counts {
  const stats = readReport<{ stats: Record<string, number> }>(name)?.stats;
  return {
    passed: (stats?.['expected'] ?? 0) + (stats?.['flaky'] ?? 0),
    failed: stats?.['unexpected'] ?? 0,
    skipped: stats?.['skipped'] ?? 0,
  };
}

async function testAll(): Promise<void> {
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results);

  await run(step('kernels', 'node', 'scripts/kernels.ts'));
  await Promise.all([run(unit, false), inTurn(besideUnit, false)]);
  await inTurn(browserRuns);

  const counts = [unitCounts(), ...browserRuns.map(({ name }) => browserCounts(name))];
  const sum = (of: keyof Counts): number => counts.reduce((total, part) => total + part[of], 0);
  // A step that broke without a failed test (types, format, a crash) counts as one failure, so that it cannot hide.
  const failed = Math.max(sum('failed'), failedSteps.length);
  if (failedSteps.length > 0) console.log(`\nFailed steps: ${failedSteps.join(', ')}`);
  console.log(`\n${sum('passed')} passed, ${failed} failed, ${sum('skipped')} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await runCommand({
  name: 'test',
  call: 'npm test',
  about: `Checks everything that must hold: format, types, builds, unit tests and browser tests. \`npm run unit\` and
\`npm run e2e\` take the flags of Vitest and Playwright.`,
  flags: {},
  run: testAll,
});
