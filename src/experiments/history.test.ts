import { expect, test } from 'vitest';
import { amend, longestPast, record, redo, startHistory, undo } from './history.ts';

test('undo(history) and redo(history) walk through what was recorded', () => {
  const history = record(record(startHistory('a'), 'b'), 'c');
  expect(undo(history).present).toBe('b');
  expect(undo(undo(history)).present).toBe('a');
  expect(redo(undo(history))).toEqual(history);
});

test('undo(history) at the beginning and redo(history) at the end change nothing', () => {
  const history = startHistory(1);
  expect(undo(history)).toEqual(history);
  expect(redo(history)).toEqual(history);
});

test('record(history, next) forgets what was undone; the same value makes no entry', () => {
  const history = record(undo(record(startHistory('a'), 'b')), 'c');
  expect(history.future).toEqual([]);
  expect(record(history, 'c')).toBe(history);
});

test('amend(history, next) makes one thing of many, undone at once', () => {
  const stroke = amend(amend(record(startHistory(0), 1), 2), 3);
  expect(undo(stroke).present).toBe(0);
});

test('record(history, next) keeps the past within bounds', () => {
  let history = startHistory(0);
  for (let n = 1; n <= longestPast + 50; n++) history = record(history, n);
  expect(history.past.length).toBe(longestPast);
});
