import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import { formatCell, formatId, isInside, parseCell, parseId } from './ids.ts';

test.each([
  '',
  'conv1',
  '[0]',
  'conv1.[0]',
  '.conv1[0]',
  'conv1[0',
  'conv1[0]]',
  'conv1[0,]',
  'conv1[-1]',
  'conv1[0.5]',
  'conv1[1e3]',
  'conv1[ 0]',
  'conv1[0] ',
  '1conv[0]',
  'conv 1[0]',
  'conv1[9999999999]',
  'x[0,0,0,0,0,0,0,0,0]',
  '<img src=x onerror=alert(1)>[0]',
  'conv1[0]\n',
  'a'.repeat(300) + '[0]',
])('parseId(%j) understands nothing', (text) => {
  expect(parseId(text)).toBeUndefined();
});

test('parseId reads what formatId wrote', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,9}(\.[A-Za-z][A-Za-z0-9_-]{0,9}){0,2}$/);
  const index = fc.array(fc.nat(99_999), { maxLength: 6 });
  fc.assert(
    fc.property(name, index, (stage, cell) => {
      expect(parseId(formatId(stage, cell))).toEqual({ stage, index: cell });
    }),
  );
});

test('parseId takes any text without throwing', () => {
  fc.assert(fc.property(fc.string(), (text) => parseId(text) === undefined || text.includes('[')));
});

test('parseCell reads a scalar and a cell', () => {
  expect(parseCell('loss[]')).toEqual({ tensor: 'loss', index: [] });
  expect(parseCell('conv1.y[0,1,2,3]')).toEqual({ tensor: 'conv1.y', index: [0, 1, 2, 3] });
  expect(formatCell({ tensor: 'x', index: [0, 0, -1, 2] })).toBe('x[0,0,-1,2]');
});

test('isInside(shape, index) wants the right rank and whole numbers', () => {
  expect(isInside([2, 3], [1, 2])).toBe(true);
  expect(isInside([], [])).toBe(true);
  for (const index of [[2, 0], [0, 3], [0], [0, 0, 0], [0, -1], [0, 0.5]])
    expect(isInside([2, 3], index)).toBe(false);
});
