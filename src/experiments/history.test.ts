import { expect, test } from 'vitest';
import { createHistory, longestPast } from './history.ts';

function recorded<T>(first: T, ...rest: T[]) {
  const history = createHistory(first);
  rest.forEach(history.change);
  return history;
}

test('undo() and redo() walk through what was recorded', () => {
  const { present, undo, redo, canUndo, canRedo } = recorded('a', 'b', 'c');
  undo();
  expect(present.value).toBe('b');
  undo();
  expect([present.value, canUndo.value, canRedo.value]).toEqual(['a', false, true]);
  redo();
  redo();
  expect([present.value, canUndo.value, canRedo.value]).toEqual(['c', true, false]);
});

test('undo() at the beginning and redo() at the end change nothing', () => {
  const { present, undo, redo, canUndo, canRedo } = createHistory(1);
  undo();
  redo();
  expect([present.value, canUndo.value, canRedo.value]).toEqual([1, false, false]);
});

test('change(next) forgets what was undone; the same value makes no entry', () => {
  const { present, change, undo, canRedo } = recorded('a', 'b');
  undo();
  change('c');
  expect(canRedo.value).toBe(false);
  change('c');
  undo();
  expect(present.value).toBe('a');
});

test('amend(next) makes one thing of many, undone at once', () => {
  const { present, amend, undo } = recorded(0, 1);
  amend(2);
  amend(3);
  expect(present.value).toBe(3);
  undo();
  expect(present.value).toBe(0);
});

test('the past is kept within bounds', () => {
  const { present, undo, canUndo } = recorded(
    0,
    ...Array.from({ length: longestPast + 50 }, (_, k) => k + 1),
  );
  while (canUndo.value) undo();
  expect(present.value).toBe(50);
});
