import { describe, expect, it } from 'vitest';
import { factorNames } from '#data/digits/factors.ts';
import { figureNames, measuredFigure, measurements, offWords } from './measurements.ts';

describe('content/measurements/digits.json', () => {
  it('answers every figure that the prose may ask for', () => {
    for (const name of figureNames) expect(measuredFigure(name, 'en')).toMatch(/\S/);
    expect(() => measuredFigure('slowest' as never, 'en')).toThrow(
      /unknown "slowest"; there are: /,
    );
  });

  it('holds an ablation of every factor, and each row has words in both languages', () => {
    const rows = measurements.ablation.rows.map(({ off }) => off);
    for (const factor of factorNames) expect(rows).toContain(factor);
    for (const language of ['en', 'zh-cn'] as const)
      for (const off of rows) expect(offWords(off, language)).not.toContain('undefined');
  });

  it('gives means of its single runs', () => {
    // Both are rounded to four digits.
    const rounding = 1e-4;
    for (const section of ['transfer', 'strength', 'ablation'] as const)
      for (const { mnist, mnistRuns } of measurements[section].rows) {
        const mean = mnistRuns.reduce((sum, run) => sum + run, 0) / mnistRuns.length;
        expect(Math.abs(mnist - mean)).toBeLessThanOrEqual(rounding);
      }
  });
});
