import { describe, expect, it } from 'vitest';
import { FlagError, parseFlags } from './flags.ts';

describe('parseFlags(args)', () => {
  it('has a default for all that is needed', () => {
    expect(parseFlags([])).toEqual({
      ...{ recipe: 'modern', backend: 'auto', seed: 1, json: false, help: false },
    });
  });

  it('reads every flag', () => {
    const args = '--recipe article --epochs 3 --seed 0 --learning-rate 5e-3 --batch-size 64 --json';
    const more = '--data some/folder --limit 100 --holdout 10 --backend reference --help';
    expect(parseFlags(`${args} ${more}`.split(' '))).toEqual({
      ...{ recipe: 'article', epochs: 3, seed: 0, learningRate: 0.005, batchSize: 64 },
      ...{ data: 'some/folder', limit: 100, holdout: 10, backend: 'reference' },
      ...{ json: true, help: true },
    });
  });

  it.each([
    ['--recpe x', "Unknown option '--recpe'; see --help"],
    ['extra', "Unexpected argument 'extra'; see --help"],
    ['--recipe', "Option '--recipe <value>' argument missing; see --help"],
    ['--json=1', "Option '--json' does not take an argument; see --help"],
    ['--seed -1', "Option '--seed' argument is ambiguous; see --help"],
    [
      '--recipe x',
      '--recipe: no x; expected one of article, modern, plain, sprint, best; see --help',
    ],
    ['--epochs 0', '--epochs: expected a whole number from 1 on; got 0'],
    ['--epochs 1.5', '--epochs: expected a whole number from 1 on; got 1.5'],
    ['--epochs=', '--epochs: expected a whole number from 1 on; got '],
    ['--seed 4294967296', '--seed: expected a whole number from 0 on; got 4294967296'],
    ['--seed=-1', '--seed: expected a whole number from 0 on; got -1'],
    ['--learning-rate NaN', '--learning-rate: expected a number above 0; got NaN'],
    ['--learning-rate 0', '--learning-rate: expected a number above 0; got 0'],
    ['--data x --digits 9', '--data and --digits exclude each other'],
  ])('refuses %s', (line, message) => {
    expect(() => parseFlags(line.split(' '))).toThrow(new FlagError(message));
  });
});
