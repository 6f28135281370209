import { expect, test } from 'vitest';
import { commandOf, keyTable } from './keyboard.ts';
import { swipeOf } from './touch.ts';

const press = (key: string, shiftKey = false) =>
  commandOf({ key, shiftKey, ctrlKey: false, altKey: false, metaKey: false })?.type;

test('commandOf(event) knows every key of the help, and shift for arrows only', () => {
  for (const { key, shift, command } of keyTable) expect(press(key, shift)).toBe(command.type);
  expect(press('ArrowRight')).toBe('next');
  expect(press('ArrowRight', true)).toBe('nextStage');
  expect(press('ArrowDown', true)).toBeUndefined();
  expect(press('?', true)).toBe('help');
  expect(press('L', true)).toBe('toggleLoop');
  expect(press('a')).toBeUndefined();
});

test('commandOf(event) leaves combinations to the browser', () => {
  const event = { key: 'ArrowLeft', shiftKey: false, ctrlKey: false, altKey: true, metaKey: false };
  expect(commandOf(event)).toBeUndefined();
  expect(commandOf({ ...event, altKey: false, metaKey: true })).toBeUndefined();
});

test('swipeOf(dx, dy) tells a swipe from a tap and from scrolling', () => {
  expect(swipeOf(-60, 10)).toBe('next');
  expect(swipeOf(60, -10)).toBe('previous');
  expect(swipeOf(-20, 0)).toBeUndefined();
  expect(swipeOf(-60, 50)).toBeUndefined();
});
