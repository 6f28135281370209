/**
 * A pad to draw on, ink on paper, with a pointer, a finger, a pen or keys: the arrows move the pen, Space puts it down
 * and lifts it, Backspace takes back a stroke, Delete clears. Beside it stands what becomes of the drawing.
 */
import type { ComponentChildren } from 'preact';
import { percent } from '#words/quantities.ts';
import { Announcement } from './Announcement.tsx';
import { TextButton } from './controls.tsx';
import { useWords } from './language.ts';
import { strokeWidth, type PadModel, type PadPoint, type PadStroke } from './pad.ts';
import { strings } from './pad-strings.ts';
import './pad.css';

export interface PadProps {
  readonly pad: PadModel;
  readonly label: string;
  /** How thick a line is at the usual pressure, in heights of the pad. */
  readonly penWidth: number;
  /** What the drawing becomes, beside it. */
  readonly children?: ComponentChildren;
}

/** How far a key moves the pen, in heights; with Shift for what is small. */
const stride = { usual: 0.05, fine: 0.01 };

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

export function Pad({ pad, label, penWidth, children }: PadProps) {
  const words = useWords(strings);
  const strokes = pad.strokes.value;
  const pen = pad.pen.value;

  const begin = (event: PointerEvent & { currentTarget: SVGSVGElement }): void => {
    if (event.button !== 0 || !event.isPrimary) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    pad.putDown(pointOf(event, event.currentTarget));
  };
  const draw = (event: PointerEvent & { currentTarget: SVGSVGElement }): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    // All places since the last event: a fast hand makes more of them than there are frames.
    const all = event.getCoalescedEvents?.() ?? [];
    const target = event.currentTarget;
    pad.drawTo((all.length > 0 ? all : [event]).map((one) => pointOf(one, target)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const direction = directions[event.key];
    const by = event.shiftKey ? stride.fine : stride.usual;
    if (direction) pad.moveBy(direction[0] * by, direction[1] * by);
    else if (event.key === ' ') toggle(pad);
    else if (event.key === 'Backspace') pad.undo();
    else if (event.key === 'Delete') pad.clear();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const place = [percent(pen.x / pad.width), percent(pen.y)] as const;
  return (
    <div class="lbl-drawing">
      <svg
        class="lbl-drawing-pad"
        viewBox={`0 0 ${pad.width} 1`}
        role="application"
        aria-roledescription={words.kind}
        aria-label={`${label}: ${words.keys}`}
        // In an SVG attributes are told apart by case: tabIndex is none.
        tabindex={0}
        data-keeps-swipes
        data-down={pen.isDown}
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={pad.lift}
        onPointerCancel={pad.lift}
        onKeyDown={onKeyDown}
      >
        {strokes.map((stroke, at) => (
          <polyline key={at} points={pathOf(stroke)} stroke-width={strokeWidth(stroke, penWidth)} />
        ))}
        <circle class="lbl-drawing-pen" cx={pen.x} cy={pen.y} r={penWidth / 2} />
      </svg>
      {children}
      <div class="lbl-drawing-tools">
        <TextButton label={words.undo} isOff={!pad.canUndo.value} onClick={pad.undo} />
        <TextButton label={words.clear} isOff={strokes.length === 0} onClick={pad.clear} />
      </div>
      <Announcement
        text={`${pen.isDown ? words.down(...place) : words.up(...place)} ${
          pad.isExample.value ? words.example : words.strokes(strokes.length)
        }`}
      />
    </div>
  );
}

const toggle = (pad: PadModel): void =>
  pad.pen.peek().isDown ? pad.lift() : pad.putDown({ x: pad.pen.peek().x, y: pad.pen.peek().y });

/** A finger reports pressures that mean nothing; a mouse has none. */
function pointOf(event: PointerEvent, pad: Element): PadPoint {
  const { left, top, height } = pad.getBoundingClientRect();
  const place = { x: (event.clientX - left) / height, y: (event.clientY - top) / height };
  return event.pointerType === 'pen' ? { ...place, pressure: event.pressure } : place;
}

const thousandths = (place: number): number => Math.round(1000 * place) / 1000;

/** A line of one point has no length, and would not be drawn: its round ends are a dot. */
function pathOf(stroke: PadStroke): string {
  const points = stroke.map(({ x, y }) => `${thousandths(x)},${thousandths(y)}`);
  return (points.length === 1 ? [...points, ...points] : points).join(' ');
}
