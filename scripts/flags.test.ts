import { describe, expect, it } from 'vitest';
import { CommandError, listed, readFlags, someOf } from './flags.ts';
import { checkTogether, trainFlags } from './train/flags.ts';

const read = (line: string) => readFlags(line === '' ? [] : line.split(' '), trainFlags);
const given = (values: object) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

describe('readFlags(args, declared)', () => {
  it('leaves out what was not given; toggles are false', () => {
    expect(given(read(''))).toEqual({ json: false, help: false });
  });

  it('reads every flag', () => {
    const line = '--recipe article --epochs 3 --seed 0 --learning-rate 5e-3 --batch-size 64 --json';
    const more = '--data some/folder --limit 100 --holdout 10 --backend reference --help';
    expect(given(read(`${line} ${more}`))).toEqual({
      ...{ recipe: 'article', epochs: 3, seed: 0, 'learning-rate': 0.005, 'batch-size': 64 },
      ...{ data: 'some/folder', limit: 100, holdout: 10, backend: 'reference' },
      ...{ json: true, help: true },
    });
    expect(read('--seed 4294967295').seed).toBe(4_294_967_295);
    expect(readFlags(['--only', 'b,a'], { only: someOf(['a', 'b'], 'some') }).only).toEqual([
      'b',
      'a',
    ]);
  });

  it.each([
    ['--recpe x', "Unknown option '--recpe'; see --help"],
    ['extra', "Unexpected argument 'extra'; see --help"],
    ['--recipe', "Option '--recipe <value>' argument missing; see --help"],
    ['--json=1', "Option '--json' does not take an argument; see --help"],
    ['--recipe x', '--recipe: expected one of article, modern, plain, sprint, best, pocket; got x'],
    ['--epochs 0', '--epochs: expected a whole number from 1 to 100000; got 0'],
    ['--epochs 1.5', '--epochs: expected a whole number from 1 to 100000; got 1.5'],
    ['--epochs 1e3', '--epochs: expected a whole number from 1 to 100000; got 1e3'],
    ['--epochs=', '--epochs: expected a whole number from 1 to 100000; got nothing'],
    ['--seed 4294967296', '--seed: expected a whole number from 0 to 4294967295; got 4294967296'],
    ['--seed -1', '--seed: expected a whole number from 0 to 4294967295; got -1'],
    ['--seed=-1', '--seed: expected a whole number from 0 to 4294967295; got -1'],
    ['--batch-size 1025', '--batch-size: expected a whole number from 1 to 1024; got 1025'],
    ['--learning-rate NaN', '--learning-rate: expected a number above 0 and up to 100; got NaN'],
    ['--learning-rate 0', '--learning-rate: expected a number above 0 and up to 100; got 0'],
    ['--learning-rate -.5', '--learning-rate: expected a number above 0 and up to 100; got -.5'],
    ['--data=', '--data: expected PATH; got nothing'],
  ])('refuses %s', (line, message) => {
    expect(() => read(line)).toThrow(new CommandError(message));
  });

  it('leaves it to the command which flags go together', () => {
    expect(() => checkTogether(read('--data x --digits 9'))).toThrow(
      new CommandError('--data and --digits exclude each other'),
    );
  });
});

describe('listed(declared)', () => {
  it('names every flag once, in order, with what it takes', () => {
    const names = [...listed(trainFlags).matchAll(/^ {2}--([\w-]+)/gm)].map(([, name]) => name);
    expect(names).toEqual([...Object.keys(trainFlags), 'help']);
    expect(listed(trainFlags)).toContain('--holdout N');
  });
});
