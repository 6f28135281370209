/** `npm run train` as its users start it: a process of its own, its two streams and its exit status. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Result } from './run.ts';

const root = join(import.meta.dirname, '../..');

function train(...args: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: { ...process.env, MNIST_DIR: '' } };
    execFile(process.execPath, ['scripts/train.ts', ...args], options, (error, stdout, stderr) =>
      resolve({ status: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'train-'));
  await writeFile(join(folder, 'mnist_all.mat'), 'this is no MATLAB file');
});
afterAll(() => rm(folder, { recursive: true }));

/** Each starts a process and some train: seconds on a free core, far more on a busy one; in milliseconds. */
const patience = 120_000;
const short = ['--digits', '60', '--recipe', 'article', '--epochs', '2', '--batch-size', '20'];

describe('npm run train', { timeout: patience }, () => {
  it('says how it goes, epoch by epoch', async () => {
    const { status, stdout, stderr } = await train(...short);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    const lines = stdout.trim().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(
      /^article on generated digits \(60 images to train, 10 to test\), seed 1, /,
    );
    expect(lines[2]).toMatch(/^epoch 2: test accuracy 0\.\d{4}, test loss /);
  });

  it('prints one line of JSON and nothing else on stdout with --json', async () => {
    const { status, stdout, stderr } = await train(...short, '--json', '--seed', '4');
    expect(status).toBe(0);
    expect(stderr).toContain('epoch 2:');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const result = JSON.parse(stdout) as Result;
    expect(result).toEqual({
      ...{ recipe: 'article', epochs: 2, seed: 4 },
      testAccuracy: expect.any(Number) as number,
      trainLoss: expect.any(Number) as number,
      imagesPerSecond: expect.any(Number) as number,
      seconds: expect.any(Number) as number,
      backend: expect.any(String) as string,
    });
    expect(result.imagesPerSecond).toBeGreaterThan(0);
    const again = JSON.parse((await train(...short, '--json', '--seed', '4')).stdout) as Result;
    expect(again.trainLoss).toBe(result.trainLoss);
    const other = JSON.parse((await train(...short, '--json', '--seed', '5')).stdout) as Result;
    expect(other.trainLoss).not.toBe(result.trainLoss);
  });

  it('trains on the first --limit images and tests on the --holdout last', async () => {
    const { stdout } = await train(...short, '--limit', '20', '--holdout', '30');
    expect(stdout).toContain('(20 images to train, 30 to test)');
  });

  it('explains a run that breaks; that is a result and no failure', async () => {
    const broken = ['--digits', '200', '--recipe', 'plain', '--learning-rate', '0.1'];
    const { status, stdout } = await train(...broken, '--batch-size', '16', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ testAccuracy: null, trainLoss: null },
      broken: expect.stringContaining('The run broke at update') as string,
    });
  });

  it('shows its flags with --help', async () => {
    const { status, stdout } = await train('--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: npm run train/);
  });

  it('refuses a bad flag in one line', async () => {
    expect(await train('--recipe', 'x')).toEqual({
      ...{ status: 1, stdout: '' },
      stderr:
        'train: --recipe: expected one of article, modern, plain, sprint, best, pocket; got x\n',
    });
  });

  it('names a damaged file in one line', async () => {
    const { status, stderr } = await train('--data', folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^train: mnist_all\.mat: .+\n$/);
  });
});
