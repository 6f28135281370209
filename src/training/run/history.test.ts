import { describe, expect, it } from 'vitest';
import { RunHistory, movingMeanWindow } from './history.ts';

const filled = (updates: number): RunHistory => {
  const history = new RunHistory();
  for (let update = 1; update <= updates; update++) history.addUpdate(update, update % 2, 32);
  return history;
};

describe('RunHistory', () => {
  it('is empty at first', () => {
    const history = new RunHistory();
    expect(history.last).toBeUndefined();
    expect(history.thinned(10)).toEqual([]);
    expect(history.tests).toEqual([]);
  });

  it('averages what there is until the window is full, then the last window', () => {
    expect(filled(3).last).toEqual({ update: 3, loss: 3, meanLoss: 2, meanAccuracy: 2 / 3 });
    const updates = 3 * movingMeanWindow;
    expect(filled(updates).last?.meanLoss).toBe(updates - (movingMeanWindow - 1) / 2);
    expect(filled(updates).last?.meanAccuracy).toBe(0.5);
  });

  it('averages over images: a short last batch counts for its few', () => {
    const history = new RunHistory();
    history.addUpdate(2, 0.5, 64);
    history.addUpdate(5, 0, 8);
    // (64 · 2 + 8 · 5) / 72 images; each batch alike would give 3.5.
    expect(history.last).toMatchObject({ meanLoss: 168 / 72, meanAccuracy: 32 / 72 });
  });

  it('recovers from a loss beyond all bounds once it has left the window', () => {
    const history = new RunHistory();
    history.addUpdate(1e300, 0, 32);
    for (let update = 0; update < movingMeanWindow; update++) history.addUpdate(2, 1, 32);
    expect(history.last).toMatchObject({ meanLoss: 2, meanAccuracy: 1 });
  });

  it('thins by powers of two and keeps the last point', () => {
    const history = filled(1000);
    const updates = history.thinned(300).map(({ update }) => update);
    expect(updates.slice(0, 3)).toEqual([1, 5, 9]);
    expect(updates.at(-1)).toBe(1000);
    expect(updates.length).toBeLessThanOrEqual(301);
  });

  it('keeps every point of a short run', () => {
    expect(filled(20).thinned(300)).toHaveLength(20);
  });

  it('keeps the points shown earlier while the stride stands', () => {
    const history = filled(600);
    const before = history.thinned(300).slice(0, -1);
    history.addUpdate(1, 1, 32);
    expect(history.thinned(301).slice(0, before.length)).toEqual(before);
  });

  it('keeps the tests in order', () => {
    const history = filled(2);
    const test = { update: 2, epoch: 1, loss: 0.1, accuracy: 0.97, oneAnswer: false };
    history.addTest(test);
    expect(history.tests).toEqual([test]);
    expect(history.thinnedTests(10)).toEqual([test]);
  });

  it('thins tests like losses, however many there are', () => {
    const history = filled(1);
    for (let update = 1; update <= 100_000; update++)
      history.addTest({ update, epoch: update, loss: 1, accuracy: 0.5, oneAnswer: false });
    const updates = history.thinnedTests(60).map(({ update }) => update);
    expect(updates.length).toBeLessThanOrEqual(61);
    expect(updates.at(-1)).toBe(100_000);
    expect(updates[1] - updates[0]).toBe(updates[2] - updates[1]);
  });
});
