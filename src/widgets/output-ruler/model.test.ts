import { describe, expect, test } from 'vitest';
import { conv2dSizes } from '#engine/shape.ts';
import { createOutputRuler, lay, ranges, rowsOfAxis, type Setting } from './model.ts';

const [from, to] = [0, 1];
const every = (letter: keyof Setting): number[] =>
  Array.from(
    { length: ranges[letter][to] - ranges[letter][from] + 1 },
    (_, at) => ranges[letter][from] + at,
  );
const settings: Setting[] = every('H').flatMap((H) =>
  every('r').flatMap((r) => every('k').flatMap((k) => every('s').map((s) => ({ H, r, k, s })))),
);
const fits = ({ H, r, k, s }: Setting): boolean => s > 0 && k <= H + 2 * r;

describe('lay()', () => {
  test('lays as many windows as the engine counts, s apart, from the first row of the padding on', () => {
    const taken = settings.filter(fits);
    expect(taken.length).toBeGreaterThan(1000);
    for (const { H, r, k, s } of taken) {
      const attrs = { stride: [s, s], padding: [r, r] } as const;
      const { oH } = conv2dSizes([1, 1, H, H], [1, 1, k, k], [1], attrs);
      const { windows } = lay({ H, r, k, s });
      expect(windows).toEqual(
        Array.from({ length: oH }, (_, p) => Array.from({ length: k }, (_, i) => p * s + i - r)),
      );
    }
  });

  test('what is unread and what is read are the whole axis; at stride 1 nothing is left', () => {
    for (const one of settings.filter(fits)) {
      const { windows, unread } = lay(one);
      const read = [...new Set(windows.flat())];
      expect([...read, ...unread].toSorted((a, b) => a - b)).toEqual(rowsOfAxis(one.H, one.r));
      if (one.s === 1) expect(unread).toEqual([]);
    }
  });

  test('the last rows are left over, and with a wide stride rows between windows', () => {
    expect(lay({ H: 6, r: 0, k: 3, s: 2 }).unread).toEqual([5]);
    expect(lay({ H: 7, r: 0, k: 2, s: 3 }).unread).toEqual([2, 5, 6]);
    expect(lay({ H: 5, r: 1, k: 3, s: 3 }).unread).toEqual([5]);
  });
});

describe('createOutputRuler()', () => {
  test('every setting is laid or refused in the engine’s words', () => {
    const { letters, laid, error } = createOutputRuler({ H: 6, r: 0, k: 3, s: 2 });
    for (const one of settings) {
      for (const letter of ['H', 'r', 'k', 's'] as const) letters[letter].value = one[letter];
      expect(laid.value !== undefined, JSON.stringify(one)).toBe(fits(one));
      expect(error.value === undefined).toBe(fits(one));
    }
    letters.s.value = 0;
    expect(error.value).toBe('conv2d: stride must be two whole numbers >= 1; stride [0, 1]');
    [letters.s.value, letters.H.value, letters.r.value, letters.k.value] = [1, 2, 1, 5];
    expect(error.value).toBe(
      'conv2d: the kernel is larger than the padded input; x [1, 1, 2, 1], kernelSize [5, 1], padding [1, 0]',
    );
  });

  test('a window that is gone is not pointed at any more', () => {
    const { letters, at, point } = createOutputRuler({ H: 6, r: 0, k: 3, s: 1 });
    point(3);
    expect(at.value).toBe(3);
    letters.s.value = 2;
    expect(at.value).toBeUndefined();
  });
});
