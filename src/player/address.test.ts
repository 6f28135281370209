import { fc } from '#tests/property.ts';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress, readFragment, writeFragment } from './address.ts';
import { exampleTape } from './tape.example.ts';

const tape = exampleTape([
  ['conv', [3, 3]],
  ['relu', [1]],
]);

test('an address names a cell, a stage or a term, and finds it again', () => {
  for (const [address, place] of [
    ['conv.y[1]', { index: 1, term: 0, granularity: 'cell' }],
    ['conv', { index: 1, term: 0, granularity: 'stage' }],
    ['conv.y[0]/3', { index: 0, term: 2, granularity: 'term' }],
  ] as const) {
    expect(formatAddress(place, tape)).toBe(address);
    expect(parseAddress(address, tape)).toEqual(place);
  }
});

test('parseAddress(address, tape) is undefined for what the tape has not', () => {
  for (const address of [
    '',
    'pool',
    'conv.y[2]',
    'conv.y[0]/4',
    'conv.y[0]/0',
    'conv.y[0]/1e9',
    'conv/1',
    '/1',
  ])
    expect(parseAddress(address, tape)).toBeUndefined();
});

test('writeFragment(hash, key, value) keeps other figures and drops a heading', () => {
  expect(writeFragment('', 'step', 'dWeight[1,0,2,2]')).toBe('#step=dWeight[1,0,2,2]');
  expect(writeFragment('#the-kernel', 'step', 'y[0]')).toBe('#step=y[0]');
  expect(writeFragment('#a.step=x&b.step=y', 'a.step', 'z/2')).toBe('#b.step=y&a.step=z/2');
});

test('readFragment(hash, key) understands escaped brackets, as mail programs write them', () => {
  expect(readFragment('#step=y%5B0%2C1%5D', 'step')).toBe('y[0,1]');
  expect(readFragment('#gather.step=y[0]', 'step')).toBeUndefined();
  expect(readFragment('#heading', 'step')).toBeUndefined();
  expect(readFragment('#step=100%', 'step')).toBe('100%');
});

test('any text comes back out of a fragment', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(readFragment(writeFragment('#other=1', 'step', text), 'step')).toBe(text);
    }),
  );
});
