import { describe, expect, it } from 'vitest';
import { message } from '#words/messages.ts';
import { drawingMessages, drawingOf, padSize } from './drawing.ts';
import { drawnDigits, drawStrokes } from './drawn-digits.ts';

describe('drawingOf(strokes)', () => {
  it('says that nothing is drawn, in both languages, and keeps the blank pad', () => {
    const { ink, normalised, notice } = drawingOf([]);
    expect(ink.shape).toEqual([1, padSize.height, padSize.width]);
    expect(normalised).toBeUndefined();
    expect(message(drawingMessages, notice!.code, notice!)).toBe(
      'There is no ink on the pad: draw a digit.',
    );
    expect(message(drawingMessages, notice!.code, notice!, 'zh-cn')).toContain('请画');
    expect(drawingOf([[{ x: 4, y: 4 }]]).notice).toEqual({ code: 'nothing-drawn' });
  });

  it('gives the ink and both stages of a dot', () => {
    const { normalised, notice } = drawingOf([[{ x: 0.5, y: 0.5 }]]);
    expect(notice).toBeUndefined();
    expect(normalised!.scaled.shape).toEqual([1, 20, 20]);
    expect(normalised!.image.shape).toEqual([1, 28, 28]);
  });
});

describe('drawStrokes(label, seed, index)', () => {
  it('is decided by its arguments alone, and stays on the pad', () => {
    const strokes = drawStrokes(4, 1, 2);
    expect(drawStrokes(4, 1, 2)).toEqual(strokes);
    for (const other of [drawStrokes(4, 1, 3), drawStrokes(4, 2, 2), drawStrokes(5, 1, 2)])
      expect(other).not.toEqual(strokes);
    for (let index = 0; index < 50; index++)
      for (const { x, y } of drawStrokes(index % 10, 3, index).flat())
        expect(Math.min(x, y) >= 0 && Math.max(x, y) <= 1, `${x}, ${y}`).toBe(true);
  });
});

describe('drawnDigits(seed, count)', () => {
  it('draws every class once in each ten, in ink, each for itself', () => {
    const { count, pixels, labels } = drawnDigits(1, 30);
    expect(count).toBe(30);
    for (let first = 0; first < 30; first += 10)
      expect([...labels.subarray(first, first + 10)].sort()).toEqual([
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
      ]);
    for (let n = 0; n < count; n++)
      expect(Math.max(...pixels.subarray(n * 784, (n + 1) * 784))).toBeGreaterThan(200);
    expect(drawnDigits(1, 10).pixels).toEqual(pixels.subarray(0, 7840));
  });
});
