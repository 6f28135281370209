import { describe, expect, it } from 'vitest';
import { createPad, strokeWidth } from './pad.ts';

const example = [[{ x: 0.2, y: 0.2 }]];

describe('createPad(example)', () => {
  it('draws a one by keys: the pen is moved, put down, moved and lifted', () => {
    const pad = createPad();
    pad.moveBy(0, -0.3);
    expect(pad.strokes.value).toEqual([]);
    pad.putDown(pad.pen.value);
    pad.moveBy(0, 0.3);
    pad.moveBy(0, 0.3);
    pad.lift();
    pad.moveBy(0.1, 0);
    expect(pad.strokes.value).toHaveLength(1);
    expect(pad.strokes.value[0].map(({ x, y }) => [x, Math.round(10 * y)])).toEqual([
      [0.5, 2],
      [0.5, 5],
      [0.5, 8],
    ]);
    expect(pad.pen.value).toMatchObject({ x: 0.6, isDown: false });
  });

  it('keeps the pen of the keys on the pad', () => {
    const pad = createPad([], 2);
    pad.moveBy(9, -9);
    expect(pad.pen.value).toEqual({ x: 2, y: 0, isDown: false });
  });

  it('takes an example away with the first stroke, and does not bring it back', () => {
    const pad = createPad(example);
    expect(pad.isExample.value).toBe(true);
    expect(pad.canUndo.value).toBe(false);
    pad.putDown({ x: 0.5, y: 0.5 });
    expect(pad.strokes.value).toEqual([[{ x: 0.5, y: 0.5 }]]);
    expect(pad.isExample.value).toBe(false);
    pad.undo();
    expect(pad.strokes.value).toEqual([]);
  });

  it('undoes stroke by stroke, and a clearing', () => {
    const pad = createPad();
    for (const x of [0.1, 0.2]) {
      pad.putDown({ x, y: 0 });
      pad.drawTo([{ x, y: 1 }]);
      pad.lift();
    }
    const drawn = pad.strokes.value;
    pad.clear();
    pad.clear();
    expect(pad.strokes.value).toEqual([]);
    pad.undo();
    expect(pad.strokes.value).toEqual(drawn);
    pad.undo();
    expect(pad.strokes.value).toEqual(drawn.slice(0, 1));
    pad.undo();
    expect(pad.canUndo.value).toBe(false);
  });

  it('draws nothing while the pen is up', () => {
    const pad = createPad();
    pad.drawTo([{ x: 0.3, y: 0.3 }]);
    expect(pad.strokes.value).toEqual([]);
  });
});

it('strokeWidth(stroke, usual) is the usual at a mouse’s pressure, and grows with it', () => {
  const stroke = (pressure?: number) => [
    { x: 0, y: 0, ...(pressure !== undefined && { pressure }) },
  ];
  expect(strokeWidth(stroke(), 0.07)).toBe(0.07);
  expect(strokeWidth(stroke(1), 0.07)).toBeCloseTo(0.105, 10);
});
