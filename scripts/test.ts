/**
 * `npm test`: everything that must hold, in the order in which a mistake is cheapest to find. The last line counts the
 * tests of both runners: `N passed, N failed, N skipped`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const results = 'test-results';

function run(name: string, command: string, ...args: string[]): boolean {
  console.log(`\n── ${name}`);
  const { status } = spawnSync('npm', ['exec', '--no', '--', command, ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return status === 0;
}

const readJson = <T>(file: string): T | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
};

function unitCounts(): Counts {
  const report = readJson<Record<string, number>>(`${results}/unit.json`);
  return {
    passed: report?.['numPassedTests'] ?? 0,
    failed: report?.['numFailedTests'] ?? 0,
    skipped: (report?.['numPendingTests'] ?? 0) + (report?.['numTodoTests'] ?? 0),
  };
}

function browserCounts(): Counts {
  const stats = readJson<{ stats: Record<string, number> }>(`${results}/e2e.json`)?.stats;
  return {
    passed: (stats?.['expected'] ?? 0) + (stats?.['flaky'] ?? 0),
    failed: stats?.['unexpected'] ?? 0,
    skipped: stats?.['skipped'] ?? 0,
  };
}

rmSync(results, { recursive: true, force: true });
mkdirSync(results);

const unitReport = [
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${results}/unit.json`,
];
const steps: [name: string, command: string, ...args: string[]][] = [
  ['kernels', 'node', 'scripts/kernels.ts'],
  ['format', 'prettier', '--check', '--log-level', 'warn', '.'],
  ['types', 'astro', 'check', '--minimumFailingSeverity', 'hint'],
  ['unit', 'vitest', 'run', ...unitReport],
  ['build', 'astro', 'build'],
  ['build below a path', 'astro', 'build', '--base', '/book', '--outDir', 'build/any-host/book'],
  ['browser', 'node', 'scripts/browser.ts'],
  ['end to end', 'playwright', 'test'],
];
const failures = steps.filter(([name, command, ...args]) => !run(name, command, ...args));

const [unit, browser] = [unitCounts(), browserCounts()];
const failedTests = unit.failed + browser.failed;
// A step that broke without a failed test (types, format, a crash) counts as one failure, so that it cannot hide.
const failed = Math.max(failedTests, failures.length);
if (failures.length > 0)
  console.log(`\nFailed steps: ${failures.map(([name]) => name).join(', ')}`);
console.log(
  `\n${unit.passed + browser.passed} passed, ${failed} failed, ${unit.skipped + browser.skipped} skipped`,
);
process.exit(failed === 0 ? 0 : 1);
