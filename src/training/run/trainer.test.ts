import { describe, expect, it } from 'vitest';
import { scriptedBackend, type Script } from '../testing/scripted-backend.ts';
import type { Divergence } from './divergence.ts';
import { sliceSize } from './evaluation.ts';
import { recipes, type Recipe } from './recipes.ts';
import type { TrainingEvent } from './events.ts';
import { train, type Run } from './trainer.ts';

const recipe: Recipe = { ...recipes.article, batchSize: 4, length: { epochs: 2 } };
const run: Run = { recipe, seed: 1, trainCount: 10, testCount: 3, classes: 10 };

/** Runs to the end and returns what happened, evaluation slices left out. */
async function play(script: Script = {}, changes: Partial<Run> = {}) {
  const backend = scriptedBackend(script);
  const events: Exclude<TrainingEvent, { kind: 'evaluating' }>[] = [];
  for await (const event of train(backend, { ...run, ...changes }))
    if (event.kind !== 'evaluating') events.push(event);
  return { backend, events };
}

const kinds = (events: readonly TrainingEvent[]) => events.map(({ kind }) => kind);

describe('train(backend, run)', () => {
  it('goes through every image once an epoch, in an order of its own, the partial batch included', async () => {
    const { backend, events } = await play();
    const rows = backend.calls.map((call) => call.rows);
    expect(rows.map(({ length }) => length)).toEqual([4, 4, 2, 4, 4, 2]);
    const all = Array.from({ length: 10 }, (_, row) => row);
    const first = rows.slice(0, 3).flat();
    const second = rows.slice(3).flat();
    expect(first.toSorted((a, b) => a - b)).toEqual(all);
    expect(second.toSorted((a, b) => a - b)).toEqual(all);
    expect(second).not.toEqual(first);
    const epoch = ['update', 'update', 'update', 'evaluated'];
    expect(kinds(events)).toEqual([...epoch, ...epoch]);
  });

  it('tells update, epoch, loss and hits', async () => {
    const { events } = await play({ loss: (update) => 10 - update });
    expect(events[0]).toEqual({
      ...{ kind: 'update', update: 1, epoch: 1, learningRate: 0.01 },
      ...{ loss: 9, correct: 2, images: 4, endsEpoch: false },
    });
    expect(events[6]).toMatchObject({ update: 6, epoch: 2, images: 2, endsEpoch: true });
  });

  it('sees the same batches and shifts for the same seed, others for another', async () => {
    const shifted = { recipe: { ...recipe, maxShift: 2 } };
    const { backend: one } = await play({}, shifted);
    const { backend: same } = await play({}, shifted);
    const { backend: other } = await play({}, { ...shifted, seed: 2 });
    expect(same.calls).toEqual(one.calls);
    expect(other.calls).not.toEqual(one.calls);
    expect(one.calls[0].shifts).toHaveLength(8);
    expect(new Set(one.calls.flatMap(({ shifts }) => shifts))).toEqual(new Set([-2, -1, 0, 1, 2]));
  });

  it('stops after a fixed number of updates, in the middle of an epoch too, and tests once more', async () => {
    const { events } = await play({}, { recipe: { ...recipe, length: { updates: 4 } } });
    const test = { kind: 'evaluated' };
    expect(kinds(events)).toEqual([
      ...['update', 'update', 'update', 'evaluated'],
      ...['update', 'evaluated'],
    ]);
    expect(events[5]).toMatchObject({ ...test, update: 4, epoch: 2 });
  });

  it('follows the schedule over the whole run', async () => {
    const falling: Recipe = { ...recipe, schedule: { kind: 'linear', warmUp: 0 }, learningRate: 6 };
    const { backend } = await play({}, { recipe: falling });
    expect(backend.calls.map(({ rate }) => rate)).toEqual(
      [6, 5, 4, 3, 2, 1].map((rate) => expect.closeTo(rate, 12) as number),
    );
  });

  it('tests all images in slices and weighs a last partial slice by its images', async () => {
    const testCount = sliceSize + sliceSize / 2;
    let slice = 0;
    const script = { evaluation: () => ({ loss: slice++, accuracy: slice === 1 ? 1 : 0.252 }) };
    const length = { updates: 1 };
    const { backend, events } = await play(script, { testCount, recipe: { ...recipe, length } });
    expect(backend.evaluated).toEqual([
      { split: 'test', from: 0, to: sliceSize },
      { split: 'test', from: sliceSize, to: testCount },
    ]);
    expect(events.at(-1)).toMatchObject({
      kind: 'evaluated',
      count: testCount,
      loss: expect.closeTo(1 / 3, 12) as number,
      accuracy: 563 / 750,
    });
  });

  it('stops at the first loss that is NaN and tells the last finite one', async () => {
    const { backend, events } = await play({ loss: (update) => (update < 3 ? update : NaN) });
    expect(backend.calls).toHaveLength(3);
    expect(kinds(events)).toEqual(['update', 'update', 'diverged']);
    expect(events[2]).toMatchObject({
      ...{ update: 3, loss: 'NaN', lastFinite: { update: 2, loss: 2 } },
      reasons: [{ code: 'lossGrew', from: 1, to: 2 }],
    });
  });

  it('stops at an infinite loss in the very first update', async () => {
    const { events } = await play({ loss: () => Infinity });
    expect(events).toHaveLength(1);
    const expected: Divergence = {
      ...{ kind: 'diverged', update: 1, loss: 'Infinity' },
      reasons: [{ code: 'notFiniteAtOnce' }],
    };
    expect(events[0]).toEqual(expected);
  });

  it('stops where only the test shows that the last update broke the network', async () => {
    const { events } = await play({ evaluation: () => ({ loss: NaN, accuracy: 0.1 }) });
    expect(kinds(events)).toEqual(['update', 'update', 'update', 'diverged']);
  });

  it('does nothing until asked: between two events its driver may wait as long as it likes', async () => {
    const backend = scriptedBackend();
    const events = train(backend, run);
    expect(backend.calls).toHaveLength(0);
    await events.next();
    await Promise.resolve();
    expect(backend.calls).toHaveLength(1);
    await events.return();
    expect(backend.calls).toHaveLength(1);
  });
});
