/** `npm run train` as its users start it: a process of its own, its two streams and its exit status. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { idxFour } from '#data/test-files.ts';
import { turnedImages } from '#data/turn.ts';
import { tensor } from '#engine/tensor.ts';
import { readPicture } from '#experiments/reading.ts';
import { readModel } from '#formats/model.ts';
import { recipes } from '#training/run/recipes.ts';
import { digitsSeed } from '#training/worker/digit-counts.ts';
import type { Result } from './run.ts';
import type { ModelCard } from './save.ts';

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

  it('saves weights and where they come from, the first seed’s, with the mean of all', async () => {
    const path = join(folder, 'weights.safetensors');
    const options = ['--recipe', 'pocket', '--drawn', '20', '--seeds', '2', '--seed', '7'];
    const { status, stdout } = await train(...short, ...options, '--save', path, '--json');
    expect(status).toBe(0);
    const { testAccuracy, seed, saved } = JSON.parse(stdout) as Result;
    expect([seed, saved]).toEqual([7, path]);
    const { network } = recipes.pocket;
    const model = readModel('weights', await readFile(path), network);
    expect(model.metadata).toMatchObject({ recipe: 'pocket', seed: '7' });
    const card = JSON.parse(await readFile(join(folder, 'weights.json'), 'utf8')) as ModelCard;
    expect(card).toMatchObject({
      ...{ seed: 7, parameters: 2346, testAccuracy },
      recipe: { id: 'pocket', length: { epochs: 2 }, batchSize: 20 },
      data: { name: 'generated digits', trainCount: 80, drawnCount: 20, testCount: 10 },
      seeds: [
        { seed: 7, testAccuracy },
        { seed: 8, testAccuracy: expect.any(Number) as number },
      ],
    });
    const [one, other] = card.seeds.map((run) => run.testAccuracy);
    expect(card.meanTestAccuracy).toBeCloseTo((one + other) / 2, 6);
    expect(Object.keys(card.measured)).toEqual(['date', 'processor', 'cores', 'node']);
    // The weights are those that the accuracy was measured with.
    const { test } = generatedDataSet({ trainCount: 60, testCount: 10, seed: digitsSeed });
    const right = [...test.labels].filter((label, n) => {
      const ink = Float32Array.from(test.pixels.subarray(n * 784, (n + 1) * 784), (b) => b / 255);
      return (
        readPicture(model.network, model.parameters, tensor([1, 28, 28], ink)).answer === label
      );
    });
    expect(right.length / 10).toBe(testAccuracy);
  });

  it('saves nothing of a run that breaks', async () => {
    const path = join(folder, 'broken.safetensors');
    const broken = ['--digits', '200', '--recipe', 'plain', '--learning-rate', '0.1'];
    const options = ['--batch-size', '16', '--seeds', '1', '--save', path];
    const { status, stderr } = await train(...broken, ...options);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^train: --save: nothing was saved, for seed 1 broke: .+\n$/);
    expect(await readdir(folder)).not.toContain('broken.safetensors');
  });

  it.each([
    [['weights.bin'], /expected a file that ends in \.safetensors; got .*weights\.bin/],
    [['nowhere', 'w.safetensors'], /there is no folder .*nowhere/],
    [['folder.safetensors'], /.*folder\.safetensors is a folder/],
  ])('refuses to save to %j before it trains', async (parts, problem) => {
    await mkdir(join(folder, 'folder.safetensors'), { recursive: true });
    const { status, stdout, stderr } = await train(...short, '--save', join(folder, ...parts));
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(new RegExp(`^train: --save: ${problem.source}\n$`));
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

  it('says when the digits of files lie the wrong way, and turns them when asked', async () => {
    const there = join(folder, 'transposed');
    await mkdir(there);
    const { train: images, test } = generatedDataSet({ trainCount: 200, testCount: 20, seed: 6 });
    const lying = [images, test].map((split) => turnedImages(split, 28, 'transpose'));
    for (const { name, bytes } of idxFour({ train: lying[0], test: lying[1] }))
      await writeFile(join(there, name), bytes);
    const once = ['--data', there, '--epochs', '1'];
    const { stdout } = await train(...once);
    expect(stdout).toMatch(
      /^These digits may lie the wrong way: .+ with --turn transpose, and .+\nmodern on your files \(200/,
    );
    const turned = await train(...once, '--turn', 'transpose');
    expect(turned.stdout).toMatch(/^modern on your files \(transpose\) \(200 images to train/);
  });

  it('refuses a turn that there is not, and one of digits that it draws', async () => {
    const { status, stderr } = await train('--turn', 'left');
    expect(status).toBe(1);
    expect(stderr).toMatch(/^train: --turn: expected one of as-stored, transpose, .+; got left\n$/);
    expect((await train('--turn', 'transpose', '--digits', '60')).stderr).toBe(
      'train: --turn and --digits exclude each other: drawn digits stand upright\n',
    );
  });

  it('names a damaged file in one line', async () => {
    const { status, stderr } = await train('--data', folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^train: mnist_all\.mat: .+\n$/);
  });
});
