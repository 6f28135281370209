/** Claims of the chapter *What makes a training set?* about the tables that it shows, each under its sentence. */
import { describe, expect, test } from 'vitest';
import { drawDigit } from '#data/digits/generate.ts';
import { factorNames, naturalFactors, naturalStrength, rangesAt } from '#data/digits/factors.ts';
import { measurements, transferRow } from '#widgets/digit-factors/measurements.ts';

const without = (off: string): number =>
  measurements.ablation.rows.find((row) => row.off === off)!.mnist;
const costOf = (off: string): number => without('none') - without(off);

describe('"Look at what costs most when a single factor is off"', () => {
  const dearest = factorNames.toSorted((a, b) => costOf(b) - costOf(a));

  test('the ways of writing, the frame and the slant, the pen', () => {
    expect(dearest.slice(0, 4)).toEqual(['families', 'centring', 'slant', 'width']);
  });

  test('"First, by far": the ways of writing cost twice as much as what comes next', () => {
    expect(costOf('families')).toBeGreaterThan(2 * costOf(dearest[1]));
  });

  test('"close together": the frame and the slant, by less than their runs scatter', () => {
    const { mnistRuns } = measurements.ablation.rows.find(({ off }) => off === 'slant')!;
    const scatter = Math.max(...mnistRuns) - Math.min(...mnistRuns);
    expect(Math.abs(costOf('centring') - costOf('slant'))).toBeLessThan(scatter);
  });

  test('"Each kind of wobble … costs less"', () => {
    for (const wobble of ['jitter', 'bend', 'warp'])
      expect(costOf(wobble)).toBeLessThan(costOf('width'));
  });
});

test('"without all of them the network loses more than the three losses together"', () => {
  const apart = costOf('jitter') + costOf('bend') + costOf('warp');
  expect(costOf('jitter bend warp')).toBeGreaterThan(apart);
});

test('"The strength scales all deformations of a shape together, and leaves the pen as it is"', () => {
  const [easy, hard] = [0.3, 1].map((strength) => rangesAt(strength, naturalFactors));
  for (const shape of ['jitter', 'bend', 'warp', 'slant', 'rotation', 'aspect'] as const)
    expect(hard[shape], shape).toBeGreaterThan(easy[shape]);
  for (const pen of ['width', 'pressure', 'lift', 'ends'] as const)
    expect(hard[pen], pen).toBe(easy[pen]);
});

test('"From top to bottom the network gets worse at the exercises … and better at the world"', () => {
  const { rows } = measurements.strength;
  expect(rows.length).toBeGreaterThan(3);
  for (let k = 1; k < rows.length; k++) {
    expect(rows[k].strength).toBeGreaterThan(rows[k - 1].strength);
    expect(rows[k].heldOut).toBeLessThan(rows[k - 1].heldOut);
    expect(rows[k].mnist).toBeGreaterThan(rows[k - 1].mnist);
  }
});

test('"They help the network all the same": full strength reads MNIST better than natural strength', () => {
  for (const count of [20_000, 60_000])
    expect(transferRow(1, count, 3).mnist).toBeGreaterThan(
      transferRow(naturalStrength, count, 3).mnist,
    );
});

test('"With all ways, three times as many digits raise them": less than one way of writing costs', () => {
  const twos = (row: { readonly perClass: readonly number[] }): number => row.perClass[2];
  const small = transferRow(naturalStrength, 20_000, 3);
  const large = transferRow(naturalStrength, 60_000, 3);
  const oneWay = measurements.ablation.rows.find(({ off }) => off === 'families')!;
  const all = measurements.ablation.rows.find(({ off }) => off === 'none')!;
  expect(twos(large)).toBeGreaterThan(twos(small));
  expect(twos(all) - twos(oneWay)).toBeGreaterThan(2 * (twos(large) - twos(small)));
});

test('"no digit depends on what was drawn before it"', () => {
  const alone = drawDigit(7, 1, 4711);
  drawDigit(3, 1, 4710);
  expect(drawDigit(7, 1, 4711)).toEqual(alone);
});
