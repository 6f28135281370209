import { expect, test } from 'vitest';
import { drawnLevels, pathsOf } from './pixels.ts';
import { colourLevels } from './scale.ts';

test('a run of one colour is one rectangle, and 0 and what is not known are the ground', () => {
  const values = [1, 1, 0, -1, undefined, -1];
  expect(Object.fromEntries(pathsOf({ height: 2, width: 3, values }, 1))).toEqual({
    8: 'M0 0h2v1h-2z',
    '-8': 'M0 1h1v1h-1zM2 1h1v1h-1z',
  });
});

test('a plane further back in a tensor is read from its offset', () => {
  const values = [5, 5, 5, 5, 0, 0, 0, 1];
  expect([...pathsOf({ height: 2, width: 2, values, offset: 4 }, 1).keys()]).toEqual([8]);
});

test('every level but the ground can be drawn', () => {
  expect(drawnLevels.length).toBe(2 * colourLevels);
  expect(drawnLevels).not.toContain(0);
  expect([Math.min(...drawnLevels), Math.max(...drawnLevels)]).toEqual([
    -colourLevels,
    colourLevels,
  ]);
});
