import { fc } from '#tests/property.ts';
import { describe, expect, it } from 'vitest';
import { ShapeError } from '#engine/errors.ts';
import { recipes } from './recipes.ts';
import { checkSchedule, learningRateAt, type Moment, type Schedule } from './schedule.ts';

const peak = 0.5;

/** The learning rates of a whole run. */
const curve = (schedule: Schedule, updates: number, updatesPerEpoch = updates): number[] =>
  Array.from({ length: updates }, (_, update) =>
    learningRateAt(schedule, peak, { update, updates, updatesPerEpoch }),
  );

describe('learningRateAt(schedule, peak, moment)', () => {
  it('is the peak throughout when constant', () => {
    expect(curve({ kind: 'constant' }, 3)).toEqual([peak, peak, peak]);
  });

  it('is the peak in a run of one update, with and without warm-up', () => {
    expect(curve({ kind: 'linear', warmUp: 0 }, 1)).toEqual([peak]);
    expect(curve({ kind: 'cosine', warmUp: 0.1 }, 1)).toEqual([peak]);
    expect(curve({ kind: 'linear', warmUp: 1 }, 1)).toEqual([peak]);
  });

  it('falls along a line to one step above 0', () => {
    expect(curve({ kind: 'linear', warmUp: 0 }, 5)).toEqual([0.5, 0.4, 0.3, 0.2, 0.1].map(near));
  });

  it('rises through the warm-up, reaches the peak, then falls', () => {
    expect(curve({ kind: 'linear', warmUp: 0.5 }, 4)).toEqual([0.25, 0.5, 0.5, 0.25].map(near));
  });

  it('falls along half a cosine: half of the peak at half time', () => {
    const rates = curve({ kind: 'cosine', warmUp: 0 }, 4);
    expect(rates[0]).toBe(peak);
    expect(rates[2]).toEqual(near(peak / 2));
  });

  it('starts anew each epoch, lower each time, and settles in an epoch that is cut short', () => {
    const rates = curve({ kind: 'linear', warmUp: 0, restart: 'epoch' }, 5, 2);
    expect(rates).toEqual([peak, peak / 2, (peak * 2) / 3, peak / 3, peak / 3].map(near));
  });

  it('stays above 0 and never passes the peak, whatever the run', () => {
    const schedule = fc.record({
      kind: fc.constantFrom('linear' as const, 'cosine' as const),
      warmUp: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const restarting = fc.boolean();
    const length = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(schedule, restarting, length, length, (shape, restarts, updates, perEpoch) => {
        const whole: Schedule = restarts ? { ...shape, restart: 'epoch' } : shape;
        for (const rate of curve(whole, updates, perEpoch)) {
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThanOrEqual(peak * (1 + rounding));
        }
      }),
    );
  });

  it('is pure: asking twice, in any order, gives the same', () => {
    const moment: Moment = { update: 7, updates: 20, updatesPerEpoch: 6 };
    const schedule: Schedule = { kind: 'cosine', warmUp: 0.2, restart: 'epoch' };
    const first = learningRateAt(schedule, peak, moment);
    learningRateAt(schedule, peak, { ...moment, update: 3 });
    expect(learningRateAt(schedule, peak, moment)).toBe(first);
  });
});

describe('checkSchedule(schedule)', () => {
  it.each<[unknown, string]>([
    [{ kind: 'step' }, 'schedule: kind must be one of "constant", "linear", "cosine", not "step"'],
    [{ kind: 'constant', warmUp: 0.1 }, 'schedule constant: there is no attribute warmUp'],
    [{ kind: 'linear', warmUp: 2 }, 'schedule linear: warmUp must be in [0, 1], not 2'],
    [
      { kind: 'cosine', warmUp: 0, restart: 'update' },
      'schedule cosine: restart must be one of "epoch", not "update"',
    ],
    [{ kind: 'linear' }, 'schedule linear: warmUp is missing'],
  ])('refuses %j', (schedule, message) => {
    expect(() => checkSchedule(schedule as Schedule)).toThrow(new ShapeError(message));
  });

  it('knows those of all recipes', () => {
    for (const { schedule } of Object.values(recipes)) checkSchedule(schedule);
  });
});

/** A few float64 roundings of numbers near 1. */
const rounding = 1e-12;
function near(value: number) {
  return expect.closeTo(value, 12) as number;
}
