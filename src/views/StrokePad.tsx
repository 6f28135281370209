/**
 * A pad for a pen, a finger, a mouse or the keys: it tells of strokes and shows the ink that they came to. With keys the
 * arrows move the pen, and Space puts it down and lifts it.
 */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Tensor } from '#engine/tensor.ts';
import { Pixels } from './Pixels.tsx';
import './stroke-pad.css';

/** Heights of the pad: 0 at the top and the left, 1 at the bottom; pressure 0..1. */
export interface PadPoint {
  readonly x: number;
  readonly y: number;
  readonly pressure?: number;
}

export interface StrokePadProps {
  /** [1, H, W], 0..1, of all strokes so far. */
  readonly ink: Tensor;
  readonly label: string;
  /** `isSame`: the last stroke once more, with what has come to it since. */
  onStroke(stroke: readonly PadPoint[], isSame: boolean): void;
}

/** How far an arrow key moves the pen, in heights of the pad. */
const keyStep = 0.05;
const moves: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-keyStep, 0],
  ArrowRight: [keyStep, 0],
  ArrowUp: [0, -keyStep],
  ArrowDown: [0, keyStep],
};
const within = (value: number): number => Math.min(Math.max(value, 0), 1);

export function StrokePad({ ink, label, onStroke }: StrokePadProps) {
  const pad = useRef<HTMLDivElement>(null);
  /** The stroke that goes on; undefined while the pen is lifted. */
  const stroke = useRef<readonly PadPoint[] | undefined>(undefined);
  const pen = useSignal<PadPoint>({ x: 0.5, y: 0.25 });
  const isDown = useSignal(false);
  const [, height, width] = ink.shape;

  const begin = (point: PadPoint): void => onStroke((stroke.current = [point]), false);
  const goOn = (points: readonly PadPoint[]): void => {
    if (stroke.current) onStroke((stroke.current = [...stroke.current, ...points]), true);
  };
  const lift = (): void => {
    stroke.current = undefined;
    isDown.value = false;
  };
  const pointOf = ({ clientX, clientY, pointerType, pressure }: PointerEvent): PadPoint => {
    const box = pad.current!.getBoundingClientRect();
    const place = { x: (clientX - box.left) / box.height, y: (clientY - box.top) / box.height };
    // Only a pen knows how it presses.
    return pointerType === 'pen' ? { ...place, pressure } : place;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const move = moves[event.key];
    if (move) {
      pen.value = { x: within(pen.value.x + move[0]), y: within(pen.value.y + move[1]) };
      goOn([pen.value]);
    } else if (event.key === ' ') {
      if (isDown.value) lift();
      else {
        isDown.value = true;
        begin(pen.value);
      }
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={pad}
      class="lbl-stroke-pad"
      role="application"
      aria-label={label}
      tabIndex={0}
      data-keeps-swipes
      style={{
        aspectRatio: `${width} / ${height}`,
        '--lbl-x': pen.value.x,
        '--lbl-y': pen.value.y,
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        pad.current!.setPointerCapture(event.pointerId);
        begin(pointOf(event));
      }}
      onPointerMove={(event) => stroke.current && !isDown.value && goOn([pointOf(event)])}
      onPointerUp={lift}
      onPointerCancel={lift}
      onKeyDown={onKeyDown}
      onFocusOut={lift}
    >
      <Pixels {...{ height, width, values: ink.data }} scale={{ kind: 'ink', most: 1 }} />
      <i class="lbl-stroke-pad-pen" data-down={isDown.value} />
    </div>
  );
}
