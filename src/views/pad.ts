/**
 * What is drawn on a pad, and where its pen is: by a pointer, which draws as it moves, or by keys, which move the pen first
 * and put it down. A pad's unit is its own height: y from 0 at the top to 1, x from 0 to `width`.
 */
import { computed, signal, type ReadonlySignal } from '@preact/signals';

export interface PadPoint {
  readonly x: number;
  readonly y: number;
  /** 0..1; left out by what cannot tell. */
  readonly pressure?: number;
}

/** From where the pen is put down to where it is lifted. */
export type PadStroke = readonly PadPoint[];

export interface Pen {
  readonly x: number;
  readonly y: number;
  readonly isDown: boolean;
}

export interface PadModel {
  /** In heights. */
  readonly width: number;
  readonly strokes: ReadonlySignal<readonly PadStroke[]>;
  readonly pen: ReadonlySignal<Pen>;
  /** What is on the pad is not the reader's: the first stroke takes its place. */
  readonly isExample: ReadonlySignal<boolean>;
  readonly canUndo: ReadonlySignal<boolean>;
  /** Begins a stroke. */
  putDown(point: PadPoint): void;
  /** Goes on with it; nothing happens while the pen is up. */
  drawTo(points: readonly PadPoint[]): void;
  lift(): void;
  /** Moves the pen by so much; it draws where it is down, and stays on the pad. */
  moveBy(dx: number, dy: number): void;
  /** Takes back the last stroke, or the last clearing. */
  undo(): void;
  clear(): void;
  /** Puts an example on the pad. */
  show(strokes: readonly PadStroke[]): void;
}

export function createPad(example: readonly PadStroke[] = [], width = 1): PadModel {
  const strokes = signal(example);
  const pen = signal<Pen>({ x: width / 2, y: 0.5, isDown: false });
  const isExample = signal(example.length > 0);
  const past = signal<readonly (readonly PadStroke[])[]>([]);

  const change = (next: readonly PadStroke[]): void => {
    past.value = [...past.peek(), isExample.peek() ? [] : strokes.peek()];
    isExample.value = false;
    strokes.value = next;
  };
  const lift = (): void => {
    if (pen.peek().isDown) pen.value = { ...pen.peek(), isDown: false };
  };
  const drawTo = (points: readonly PadPoint[]): void => {
    const last = points.at(-1);
    if (!last || !pen.peek().isDown) return;
    const all = strokes.peek();
    strokes.value = [...all.slice(0, -1), [...all.at(-1)!, ...points]];
    pen.value = { x: last.x, y: last.y, isDown: true };
  };
  return {
    width,
    strokes,
    pen,
    isExample,
    canUndo: computed(() => past.value.length > 0),
    putDown(point) {
      change([...(isExample.peek() ? [] : strokes.peek()), [point]]);
      pen.value = { x: point.x, y: point.y, isDown: true };
    },
    drawTo,
    lift,
    moveBy(dx, dy) {
      const from = pen.peek();
      const to = { x: within(from.x + dx, width), y: within(from.y + dy, 1) };
      if (from.isDown) drawTo([to]);
      else pen.value = { ...to, isDown: false };
    },
    undo() {
      const before = past.peek().at(-1);
      if (!before) return;
      lift();
      past.value = past.peek().slice(0, -1);
      strokes.value = before;
    },
    clear() {
      lift();
      if (strokes.peek().length > 0) change([]);
    },
    show(next) {
      lift();
      past.value = [];
      isExample.value = true;
      strokes.value = next;
    },
  };
}

const within = (value: number, most: number): number => Math.min(Math.max(value, 0), most);

/** How wide a stroke is drawn, from `usual`, as ink is made of it: the mean of its pressure, 0.5 where it cannot tell. */
export function strokeWidth(stroke: PadStroke, usual: number): number {
  const sum = stroke.reduce((so, { pressure = 0.5 }) => so + pressure, 0);
  return usual * (0.5 + sum / stroke.length);
}
