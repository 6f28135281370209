/** Printed equations, read back and computed as a reader with a pocket calculator would. */
import * as tellings from './operations.ts';
import { fc } from '#tests/property.ts';
import { describe, expect, test } from 'vitest';
import type { NetworkSpec, OptimizerSpec } from '#engine/architecture.ts';
import { avgPool2d, dense, maxPool2d } from '#engine/index.ts';
import { unrotatedKernel } from '#engine/ops/mistakes/unrotated-kernel.ts';
import { initialParameters } from '#engine/network.ts';
import { tensor } from '#engine/tensor.ts';
import { plainLayers } from '#tests/conformance/plain-layers.ts';
import { toPieces, toTermText, toText } from './describe.ts';
import { networkTrace } from './network-trace.ts';
import { operationTrace } from './operation-trace.ts';
import { spokenTerms } from './parts.ts';
import type { Step } from './step.ts';
import { randomTensor, rowText } from './testing.ts';
import { stepsOf } from './trace.ts';

/** `≈` may hide at most a twentieth of the result. */
const nearly = 1 / 20;
/** What float64 may leave of 0, measured by what it is made of. */
const noise = 1e-12;
/** Binary fractions may lie a hair beyond half a unit. */
const hair = 1e-6;

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** What a text with numbers alone comes to: `(0.02 + (−0.02)) / 2`, `√(1.73 + 1.00·10⁻⁵)`. */
function computed(text: string): number {
  const code = text
    .replaceAll('−', '-')
    .replace(/[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{2,}|(?<=·10)[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (raised) =>
      raised.replace(/./g, (one) => (one === '⁻' ? '-' : String(superscripts.indexOf(one)))),
    )
    .replace(/·10\^?(-?\d+)/g, 'e$1')
    .replaceAll('²', '**2')
    .replaceAll('^', '**')
    .replaceAll('·', '*')
    .replace(/\[([^\]]*)≤ 0\]/g, '(+($1<= 0))')
    .replace(/\[([^\]]*)> 0\]/g, '(+($1> 0))')
    .replace(/√(\d[\d.]*)/g, '√($1)')
    .replaceAll('√', 'Math.sqrt')
    .replace(/log (\([^)]*\)|[\d.e-]+)/g, 'Math.log($1)')
    .replaceAll('σ', 'sigma')
    .replace(/\be\*\*/g, 'Math.E**')
    .replace(/(?<!\.)\b([a-z]+)\(/g, (call, name) => (name in Math ? `Math.${call}` : call));
  const sigma = (x: number) => 1 / (1 + Math.exp(-x));
  return new Function('sigma', `return ${code}`)(sigma) as number;
}

interface Printed {
  readonly left: string;
  readonly sign: string;
  readonly right: string;
}

/** The equations of a sentence whose two sides are numbers, without `…`. */
function equationsIn(sentence: string): Printed[] {
  const found =
    /(?:^|[=;:] | becomes )([^=;:≈]*?) ([=≈]) (−?\d[\d.]*(?:·10(?:\^−?\d+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?)(?=[ ;,:]|\.?$|\. )/g;
  return [...sentence.matchAll(found)].flatMap(([, left, sign, right]) =>
    /[a-z]\w*\[|[a-zA-Z]{5,}|…/.test(left) ? [] : [{ left, sign, right: right.replace(/\.$/, '') }],
  );
}

/** Says what is wrong with a printed equation; undefined where it is true. */
function complaint({ left, sign, right }: Printed): string | undefined {
  const [value, result] = [computed(left), computed(right)];
  const [, decimals = ''] = /\d\.(\d+)/.exec(right) ?? [];
  const exponent = Number(/e(-?\d+)/.exec(String(result.toExponential()))?.[1] ?? 0);
  const unit = 10 ** ((right.includes('·10') ? exponent : 0) - decimals.length);
  const error = Math.abs(value - result);
  const largest = Math.max(...[...left.matchAll(/\d+(\.\d+)?/g)].map(([one]) => Number(one)));
  const isTrue =
    sign === '='
      ? error <= unit * (0.5 + hair)
      : error <= nearly * Math.abs(result) * (1 + hair) || Math.abs(result) <= noise * largest;
  return isTrue ? undefined : `${left} ${sign} ${right}: it is ${value}`;
}

/** All equations that a step is told with: whole, term by term, and as the page draws it. */
function equationsOf(step: Step): Printed[] {
  const terms = step.kind === 'apply' ? [] : spokenTerms(step).map((_, term) => term);
  const ends = terms.filter((term) => term === 0 || term === terms.length - 1);
  const rows = toPieces(step).numeric.map((row) => rowText(row));
  return [
    toText(step, 'en'),
    ...ends.map((term) => toTermText(step, term, 'en')),
    ...rows.filter((row) => !row.includes('⋯')).map((row) => row.replaceAll(' · ', '·')),
  ].flatMap(equationsIn);
}

const spec = (activation: string, channels: number, batchNorm: boolean): NetworkSpec => ({
  inputShape: [1, 4, 4],
  layers: [
    {
      ...{ kind: 'conv2d', name: 'conv1', outChannels: channels, kernelSize: [2, 2] },
      padding: [1, 1],
      stride: [2, 2],
    },
    ...(batchNorm ? [{ kind: 'batchNorm2d' as const, name: 'norm1' }] : []),
    ...plainLayers().filter(({ kind }) => kind === activation),
    { kind: 'maxPool2d', name: 'pool1', kernelSize: [2, 2], stride: [1, 1] },
    { kind: 'avgPool2d', name: 'pool2', kernelSize: [2, 2], stride: [1, 1], padding: [1, 1] },
    { kind: 'flatten', name: 'flatten1' },
    { kind: 'dense', name: 'dense1', outFeatures: 2 },
  ],
});
const optimizers: OptimizerSpec[] = [
  { kind: 'sgd' },
  { kind: 'sgd', momentum: 0.9, nesterov: true, weightDecay: 0.1 },
  { kind: 'adam', weightDecay: 0.1 },
  { kind: 'adamW' },
];
const networks = fc.record({
  activation: fc.constantFrom(...plainLayers().map(({ kind }) => kind)),
  channels: fc.constantFrom(1, 2),
  batchNorm: fc.boolean(),
  optimizer: fc.constantFrom(...optimizers),
  learningRate: fc.constantFrom(0.1, 0.003, 1e-6),
  seed: fc.integer({ min: 1, max: 1000 }),
});

/** Twelve networks take two seconds, or many on a busy machine; in milliseconds. */
const patience = 60_000;

test(
  'every printed equation is true of its printed numbers, or says ≈',
  () => {
    const signs = new Set<string>();
    let count = 0;
    fc.assert(
      fc.property(networks, ({ activation, channels, batchNorm, seed, ...options }) => {
        const network = spec(activation, channels, batchNorm);
        const x = randomTensor([2, 1, 4, 4], seed);
        const mode = { training: seed % 2 === 0, seed };
        const trace = networkTrace(network, initialParameters(network, seed), x, [0, 1], {
          ...{ ...options, mode, chunkedLoss: true },
        });
        for (const step of stepsOf(trace))
          for (const one of equationsOf(step)) {
            signs.add(one.sign);
            count++;
            expect(complaint(one), step.id).toBeUndefined();
          }
      }),
      { numRuns: 12, seed: 1 },
    );
    expect([...signs].sort()).toEqual(['=', '≈']);
    expect(count).toBeGreaterThan(2000);
  },
  patience,
);

describe('the digits of an equation', () => {
  const dBias = (...dy: number[]) => {
    const run = {
      inputs: {
        ...{ x: tensor([dy.length, 1], dy), weight: tensor([1, 1], [1]), bias: tensor([1], [0]) },
      },
      dy: tensor([dy.length, 1], dy),
    };
    return operationTrace(dense, run, tellings.dense.backward).at(0);
  };

  test('are as many as make it true', () => {
    expect(toText(dBias(0.0202, -0.024), 'en')).toBe(
      'dBias[0] gets dy[0,0] + dy[1,0] = 0.020 + (−0.024) = −0.004.',
    );
    expect(toText(dBias(0.5, 0.25), 'en')).toContain('= 0.50 + 0.25 = 0.75.');
    expect(toText(dBias(-0.63), 'en')).toBe('dBias[0] gets dy[0,0] = −0.63.');
  });

  test('are those of the formula, too, and a sign tells what they leave', () => {
    const rows = (...dy: number[]) => toPieces(dBias(...dy)).numeric.map(rowText);
    expect(rows(0.0202, -0.024)).toEqual(['0.020 + (−0.024) = −0.004']);
    expect(rows(1.004, 1.004)).toEqual(['1.00 + 1.00 ≈ 2.01']);
    expect(toText(dBias(1.004, 1.004), 'zh-cn')).toContain('= 1.00 + 1.00 ≈ 2.01。');
  });

  test('say who won', () => {
    const run = {
      inputs: { x: tensor([1, 1, 1, 2], [0.4988, 0.5012]) },
      attrs: { kernelSize: [1, 2] },
    };
    const [step] = stepsOf(operationTrace(maxPool2d, run, tellings.maxPool2d.forward));
    expect(toText(step, 'en')).toBe(
      'y[0,0,0,0] is the largest of x[0,0,0,0] = 0.499, x[0,0,0,1] = 0.501: x[0,0,0,1] wins with 0.501.',
    );
  });

  test('hold for what a divisor makes of a sum', () => {
    const run = {
      inputs: { x: tensor([1, 1, 1, 2], [0.02, 0.0051]) },
      attrs: { kernelSize: [1, 2] },
    };
    const step = operationTrace(avgPool2d, run, tellings.avgPool2d.forward).at(0);
    expect(toTermText(step, 1, 'en')).toBe(
      '2 of 2: x[0,0,0,1] = 0.005; 0.025 so far, and divided by 2 it is 0.013.',
    );
  });
});

test('a mistaken operation is not said to compute what its terms come to', () => {
  const network = spec('relu', 1, false);
  const x = randomTensor([1, 1, 4, 4], 1);
  const replacements = { conv2d: unrotatedKernel.operation };
  const trace = networkTrace(network, initialParameters(network, 1), x, [0], {
    ...{ learningRate: 0.1, replacements },
  });
  const steps = [...stepsOf(trace)].filter(({ rule }) => rule === 'conv2d.dx');
  const wrong = steps.filter((step) => toText(step, 'en').includes('≠'));
  expect(wrong).not.toEqual([]);
  for (const step of wrong)
    expect(toTermText(step, spokenTerms(step).length - 1, 'en')).toMatch(
      /; \S+ so far, but \S+ was written\.$/,
    );
  for (const step of steps.filter((one) => !wrong.includes(one)))
    expect(toTermText(step, spokenTerms(step).length - 1, 'en')).toMatch(/; \S+ so far\.$/);
});
