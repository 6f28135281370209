import { describe, expect, it } from 'vitest';
import { courseOf } from './course.ts';
import { recipes } from './recipes.ts';

const recipe = { ...recipes.best, batchSize: 4, length: { epochs: 3 } };
const course = courseOf({ recipe, seed: 5, trainCount: 10 });
const copyOf = (update: number) => structuredClone(course.next(update));

describe('courseOf(run)', () => {
  it('gives the same update whatever was asked for before', () => {
    const forward = Array.from({ length: 9 }, (_, update) => copyOf(update));
    const backward = Array.from({ length: 9 }, (_, k) => copyOf(8 - k)).toReversed();
    expect(backward).toEqual(forward);
    expect(forward[4].batch.indices).toHaveLength(4);
    expect(forward[5].batch.indices).toHaveLength(2);
    expect(forward[4].batch.shifts).toHaveLength(8);
  });

  it('knows where a run stands in its data', () => {
    expect([course.updates, course.updatesPerEpoch]).toEqual([9, 3]);
    expect(course.position(0)).toEqual({ trainCount: 10, epoch: 0, batch: 0 });
    expect(course.position(5)).toEqual({ trainCount: 10, epoch: 1, batch: 2 });
    expect(course.position(6)).toEqual({ trainCount: 10, epoch: 2, batch: 0 });
    expect([0, 2, 3, 5, 9].map(course.images)).toEqual([0, 8, 10, 18, 30]);
  });

  it('ends an epoch with its last batch, and the run with its last update', () => {
    const short = courseOf({
      recipe: { ...recipe, length: { updates: 4 } },
      seed: 5,
      trainCount: 10,
    });
    expect([0, 1, 2, 3].map((update) => short.next(update).endsEpoch)).toEqual([
      ...[false, false, true, true],
    ]);
  });
});
