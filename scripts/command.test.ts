/** Every command of package.json, as its users start it: what it takes, and how it refuses. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };

const root = join(import.meta.dirname, '..');
const commands = Object.entries(packageJson.scripts).flatMap(([name, line]) => {
  const script = /^node (scripts\/\S+\.ts)$/.exec(line)?.[1];
  return script === undefined ? [] : [{ name, script }];
});

interface Ending {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const started = (script: string, args: readonly string[], env = {}): Promise<Ending> =>
  new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, DEBUG: '', ...env } };
    execFile(process.execPath, [script, ...args], options, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    );
  });

/** Starting one takes a second, or several on a busy machine; in milliseconds. */
const patience = 60_000;

describe.each(commands)('npm run $name', { timeout: patience }, ({ name, script }) => {
  it('lists what it takes with --help', async () => {
    const { status, stdout, stderr } = await started(script, ['--help']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: npm /);
    expect(stdout).toContain('--help');
  });

  it('refuses an unknown flag in one sentence', async () => {
    expect(await started(script, ['--nonsense'])).toEqual({
      ...{ status: 1, stdout: '' },
      stderr: `${name}: Unknown option '--nonsense'; see --help\n`,
    });
  });

  it('refuses a word that belongs to no flag', async () => {
    expect(await started(script, ['nonsense'])).toMatchObject({
      status: 1,
      stderr: `${name}: Unexpected argument 'nonsense'; see --help\n`,
    });
  });
});

describe('a command', { timeout: patience }, () => {
  it('is any of these', () => {
    expect(commands.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'train',
        'data',
        'bench',
        'measure:digits',
        'measure:pocket',
        'kernels',
        'browser',
      ]),
    );
  });

  it.each([
    ['scripts/bench.ts', '--rounds 0', '--rounds: expected a whole number from 1 to 10000; got 0'],
    ['scripts/bench.ts', '--peers --stepping', '--peers and --stepping exclude each other'],
    [
      'scripts/measure/digits.ts',
      '--only x',
      '--only: expected one of speed, transfer, strength, ablation; got x',
    ],
    ['scripts/train.ts', '--data no/such/place', 'neither a folder nor a file: no/such/place'],
    ['scripts/train.ts', '--digits 60 --holdout 60', 'less than the 60 training images; got 60'],
    [
      'scripts/train.ts',
      '--data package.json',
      'package.json: text (JSON), which is not read here',
    ],
  ])('%s %s says what is wrong', async (script, line, sentence) => {
    const { status, stderr } = await started(script, line.split(' '));
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('ends in a sentence where something unforeseen happens, and shows where with DEBUG=1', async () => {
    // A folder in place of the file that is to be written.
    const args = ['--to', root];
    const short = await started('scripts/digits-sheet.ts', args);
    expect(short.status).toBe(1);
    expect(short.stderr).toMatch(/^digits-sheet: EISDIR.*\(DEBUG=1 shows where\)\n$/);
    const { stderr } = await started('scripts/digits-sheet.ts', args, { DEBUG: '1' });
    expect(stderr).toContain('\n    at ');
  });
});
