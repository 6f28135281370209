import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'mnist-'))));
afterEach(() => rm(folder, { recursive: true }));

/** Runs the command without MNIST_DIR unless it is given. */
function data(args: readonly string[], mnistDir?: string) {
  const { MNIST_DIR: _, ...rest } = process.env;
  const env = mnistDir === undefined ? rest : { ...rest, MNIST_DIR: mnistDir };
  const script = join(import.meta.dirname, '../data.ts');
  return new Promise<{ code: unknown; out: string; err: string }>((resolve) => {
    execFile(process.execPath, [script, ...args], { env }, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out: out.replaceAll(folder, 'DIR'), err }),
    );
  });
}

test('data --help shows the flags', async () => {
  const { code, out } = await data(['--help']);
  expect(code).toBe(0);
  expect(out).toContain('--dir DIR');
  expect(out).toContain('--offline');
});

test.each([
  [['--mirror'], "data: Unknown option '--mirror'; see --help\n"],
  [['--dir'], "data: Option '--dir <value>' argument missing; see --help\n"],
  [['--dir', ''], 'data: --dir: expected DIR; got nothing\n'],
  [['somewhere'], "data: Unexpected argument 'somewhere'; see --help\n"],
])('data %j ends with status 1 and one line', async (args, err) => {
  expect(await data(args)).toEqual({ code: 1, out: '', err });
});

test('data --offline without MNIST says what the site will do, and is no failure', async () => {
  const target = join(folder, 'target');
  expect(await data(['--offline', '--dir', target], join(folder, 'none'))).toEqual({
    code: 0,
    out:
      'MNIST_DIR names DIR/none, but there is no such folder.\n' +
      'MNIST is not here: the site will train on its own generated digits.\n',
    err: '',
  });
  expect(await readdir(folder)).toEqual([]);
});

test('data tells what a lone mnist_all.mat is good for', async () => {
  await writeFile(join(folder, 'mnist_all.mat'), '');
  const { code, out } = await data(['--offline', '--dir', join(folder, 'target')], folder);
  expect(code).toBe(0);
  expect(out).toBe(
    'mnist_all.mat in MNIST_DIR serves npm run train, but the site needs the IDX files.\n' +
      'MNIST is not here: the site will train on its own generated digits.\n',
  );
});
