import { describe, expect, test } from 'vitest';
import type { Golden } from '#tests/goldens/goldens.ts';
import { readGoldens, toTensor } from '#tests/goldens/goldens.ts';
import type { OptimizerSpec } from './architecture.ts';
import { ShapeError } from './errors.ts';
import { createOptimizer } from './optimizers.ts';
import { tensor, type Tensor } from './tensor.ts';

/** The formulas agree with PyTorch's up to the order of two multiplications. */
const relativeTolerance = 1e-13;
const absoluteTolerance = 1e-16;

const goldens = readGoldens('optimizers');

function specOf({ attrs }: Golden): OptimizerSpec {
  const weightDecay = (attrs['weight_decay'] as number | undefined) ?? 0;
  if (attrs['optimizer'] === 'sgd')
    return {
      kind: 'sgd',
      momentum: (attrs['momentum'] as number | undefined) ?? 0,
      nesterov: Boolean(attrs['nesterov']),
      weightDecay,
    };
  const [beta1, beta2] = attrs['betas'] as [number, number];
  const kind = attrs['optimizer'] === 'adamw' ? 'adamW' : 'adam';
  return { kind, beta1, beta2, epsilon: attrs['eps'] as number, weightDecay };
}

describe.each(goldens)('$name', (golden) => {
  const names = Object.keys(golden.inputs).filter((name) => !name.startsWith('g_'));
  const steps = golden.attrs['steps'] as number;

  test('follows PyTorch for five updates', () => {
    const optimizer = createOptimizer(specOf(golden));
    const parameters = Object.fromEntries(
      names.map((name) => [name, toTensor(golden.inputs[name])]),
    );
    for (let step = 1; step <= steps; step++) {
      const gradients = Object.fromEntries(
        names.map((name) => [name, toTensor(golden.inputs[`g_${name}_${step}`])]),
      );
      const before = structuredClone(gradients);
      optimizer.update(parameters, gradients, golden.attrs['lr'] as number);
      expect(gradients, 'gradients must stay as they were').toEqual(before);
      for (const name of names)
        golden.outputs[`${name}_${step}`].data.forEach((expected, at) => {
          const tolerance = relativeTolerance * Math.abs(expected) + absoluteTolerance;
          expect(Math.abs(parameters[name].data[at] - expected)).toBeLessThanOrEqual(tolerance);
        });
    }
    expect(optimizer.updates).toBe(steps);
  });
});

test('the goldens cover every optimizer', () => {
  expect(goldens.map(({ name }) => name)).toMatchInlineSnapshot(`
    [
      "sgd",
      "sgd lr 0.01",
      "sgd momentum 0.9",
      "sgd nesterov 0.9",
      "sgd weight decay 0.01",
      "sgd momentum 0.9 weight decay 0.05",
      "adam defaults",
      "adam lr 0.1",
      "adam coupled weight decay 0.1",
      "adamw decoupled weight decay 0.1",
      "adam with zero, tiny and huge gradients",
      "momentum with zero, tiny and huge gradients",
    ]
  `);
});

describe('memory', () => {
  const update = (spec: OptimizerSpec) => {
    const optimizer = createOptimizer(spec);
    const weight = tensor([1], new Float32Array([1]));
    const gradient = tensor([1], new Float32Array([0.5]));
    optimizer.update({ weight }, { weight: gradient }, 0.1);
    return optimizer.memory;
  };

  test('plain gradient descent remembers nothing', () => {
    expect(update({ kind: 'sgd' })).toEqual({ weight: {} });
  });

  test('momentum remembers a velocity, in the precision of the parameter', () => {
    expect(update({ kind: 'sgd', momentum: 0.9 })).toEqual({
      weight: { velocity: { shape: [1], data: new Float32Array([0.5]) } },
    });
  });

  test('Adam remembers two moments and how many updates they have seen', () => {
    const { weight } = update({ kind: 'adam' });
    expect(Object.keys(weight)).toEqual(['step', 'firstMoment', 'secondMoment']);
    expect(weight['step']).toEqual({ shape: [], data: new Float32Array([1]) });
  });

  test('two optimizers share nothing', () => {
    const first = createOptimizer({ kind: 'sgd', momentum: 0.9 });
    const second = createOptimizer({ kind: 'sgd', momentum: 0.9 });
    first.update({ w: tensor([1], [1]) }, { w: tensor([1], [1]) }, 0.1);
    expect(second.memory).toEqual({});
    expect(second.updates).toBe(0);
  });
});

const everyKind: readonly OptimizerSpec[] = [
  { kind: 'sgd' },
  { kind: 'sgd', momentum: 0.9, weightDecay: 0.1 },
  { kind: 'sgd', momentum: 0.9, nesterov: true },
  { kind: 'adam', weightDecay: 0.1 },
  { kind: 'adamW', weightDecay: 0.1 },
];

describe('a parameter that gets its first gradient late', () => {
  test('begins there with its bias correction', () => {
    const optimizer = createOptimizer({ kind: 'adam' });
    const parameters = { a: tensor([1], [1]), b: tensor([1], [1]) };
    const g = tensor([1], [0.5]);
    optimizer.update(parameters, { a: g }, 0.01);
    expect(parameters.b.data[0]).toBe(1);
    optimizer.update(parameters, { a: g, b: g }, 0.01);
    // The first move of Adam is the learning rate against the gradient's sign, but for epsilon: 1e-8 / 0.5 of it.
    expect(parameters.b.data[0]).toBeCloseTo(0.99, 9);
  });

  // PyTorch keeps all that an optimizer remembers by parameter, its step among it.
  test.each(everyKind)('moves as if %j had only that one', (spec) => {
    const given = { a: [0.5, 0, -0.25, 2, 1e-3], b: [undefined, 0.5, undefined, -3, 0.125] };
    const start = { a: 1, b: -2 };
    const together = createOptimizer(spec);
    const parameters = { a: tensor([1], [start.a]), b: tensor([1], [start.b]) };
    for (let at = 0; at < 5; at++) {
      const gradients: Record<string, Tensor> = {};
      for (const [name, { [at]: g }] of Object.entries(given))
        if (g !== undefined) gradients[name] = tensor([1], [g]);
      together.update(parameters, gradients, 0.1);
    }
    for (const name of ['a', 'b'] as const) {
      const own = createOptimizer(spec);
      const alone = { p: tensor([1], [start[name]]) };
      for (const g of given[name])
        if (g !== undefined) own.update(alone, { p: tensor([1], [g]) }, 0.1);
      expect(parameters[name]).toEqual(alone.p);
      expect(together.memory[name]).toEqual(own.memory['p']);
    }
  });
});

describe('errors', () => {
  const optimizer = createOptimizer({ kind: 'sgd' });

  test('a gradient of no parameter', () => {
    expect(() =>
      optimizer.update({}, { w: tensor([1], [1]) }, 1),
    ).toThrowErrorMatchingInlineSnapshot(`[ShapeError: optimizer: there is no parameter w]`);
  });

  test('a gradient of another shape', () => {
    expect(() =>
      optimizer.update({ w: tensor([2], [1, 2]) }, { w: tensor([1], [1]) }, 1),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ShapeError: optimizer: gradient of w must have the shape of w; gradient of w [1], w [2]]`,
    );
  });

  test.each<[unknown, string]>([
    [{ kind: 'rmsprop' }, 'optimizer: kind must be one of "sgd", "adam", "adamW", not "rmsprop"'],
    [null, 'optimizer: kind must be one of "sgd", "adam", "adamW", not nothing'],
    [
      { kind: 'sgd', beta1: 0.9 },
      'optimizer sgd: there is no attribute beta1, those there are: momentum, nesterov, weightDecay',
    ],
    [
      { kind: 'adam', amsgrad: true },
      'optimizer adam: there is no attribute amsgrad, those there are: beta1, beta2, epsilon, weightDecay',
    ],
    [{ kind: 'sgd', nesterov: true }, 'optimizer sgd: nesterov needs a momentum > 0'],
    [{ kind: 'sgd', nesterov: true, momentum: 0 }, 'optimizer sgd: nesterov needs a momentum > 0'],
    [{ kind: 'sgd', momentum: -0.9 }, 'optimizer sgd: momentum must be a number >= 0, not -0.9'],
    [{ kind: 'sgd', nesterov: 1 }, 'optimizer sgd: nesterov must be one of true, false, not 1'],
    [{ kind: 'adam', beta1: 1 }, 'optimizer adam: beta1 must be in [0, 1), not 1'],
    [{ kind: 'adamW', beta2: NaN }, 'optimizer adamW: beta2 must be in [0, 1), not NaN'],
    [{ kind: 'adam', epsilon: -1e-8 }, 'optimizer adam: epsilon must be a number >= 0, not -1e-8'],
    [
      { kind: 'adam', weightDecay: '0.1' },
      'optimizer adam: weightDecay must be a number >= 0, not "0.1"',
    ],
  ])('%j is no optimizer', (spec, message) => {
    expect(() => createOptimizer(spec as OptimizerSpec)).toThrow(new ShapeError(message));
  });

  test.each([-0.1, NaN, Infinity])('a learning rate of %f moves nothing', (rate) => {
    const parameters = { w: tensor([1], [1]) };
    expect(() => optimizer.update(parameters, { w: tensor([1], [1]) }, rate)).toThrow(
      new ShapeError(`optimizer: learningRate must be a number >= 0, not ${rate}`),
    );
    expect(parameters.w.data[0]).toBe(1);
  });

  test('leave everything where it was', () => {
    const parameters = { v: tensor([1], [1]), w: tensor([1], [1]) };
    const wrong = { v: tensor([1], [1]), w: tensor([2], [1, 1]) };
    expect(() => optimizer.update(parameters, wrong, 1)).toThrow();
    expect(parameters.v.data[0]).toBe(1);
    expect(optimizer.updates).toBe(0);
  });
});
