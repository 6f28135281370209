/** Small pictures, one square a pixel: to draw on, with the pointer or with keys, and to look at. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Tensor } from '#engine/tensor.ts';
import { flatOf, moveCursor } from './layout.ts';
import './picture-pad.css';

/** A picture may hold any number; what is drawn goes from empty paper to full ink. */
const drawable = (ink: number): number => Math.min(Math.max(ink, 0), 1);

export interface PicturePadProps {
  /** [1, H, W] */
  readonly picture: Tensor;
  readonly label: string;
  readonly hint: string;
  /** A pixel in words. */
  nameOf(h: number, w: number, ink: number): string;
  /** `isStroke` goes on with the stroke that the last pixel began: one stroke is one thing to undo. */
  onPaint(h: number, w: number, ink: number, isStroke: boolean): void;
}

export function PicturePad({ picture, label, hint, nameOf, onPaint }: PicturePadProps) {
  const pad = useRef<HTMLDivElement>(null);
  const cursor = useSignal(0);
  const stroke = useRef<{ ink: number; last: number } | undefined>(undefined);
  const { data } = picture;
  const [, H, W] = picture.shape;
  const grid = { panels: { length: 1 }, height: H, width: W };

  const paint = (flat: number, ink: number, isStroke: boolean): void =>
    onPaint(Math.floor(flat / W), flat % W, ink, isStroke);
  const begin = (event: PointerEvent): void => {
    const flat = flatOf(event.target);
    if (flat === undefined || event.button !== 0) return;
    // A finger keeps its target captured; the pixels under its way must be found by place.
    (event.target as Element).releasePointerCapture(event.pointerId);
    event.preventDefault();
    const ink = data[flat] > 0.5 ? 0 : 1;
    stroke.current = { ink, last: flat };
    cursor.value = flat;
    paint(flat, ink, false);
  };
  const draw = (event: PointerEvent): void => {
    const now = stroke.current;
    if (!now) return;
    if (event.buttons === 0) return void (stroke.current = undefined);
    const flat = flatOf(document.elementFromPoint(event.clientX, event.clientY));
    if (flat === undefined || flat === now.last) return;
    now.last = flat;
    paint(flat, now.ink, true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const flat = cursor.value;
    const to = event.key.startsWith('Arrow') ? moveCursor(grid, flat, event.key) : undefined;
    if (to !== undefined) {
      cursor.value = to;
      pad.current?.querySelector<HTMLElement>(`[data-flat="${to}"]`)?.focus();
    } else if (event.key === ' ') paint(flat, data[flat] > 0.5 ? 0 : 1, false);
    else if (/^\d$/.test(event.key)) paint(flat, Number(event.key) / 9, false);
    else return;
    event.preventDefault();
  };
  return (
    <div class="lbl-pad-around">
      <div
        ref={pad}
        class="lbl-pad"
        role="group"
        aria-label={label}
        style={{ '--lbl-columns': W }}
        data-keeps-swipes
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={() => (stroke.current = undefined)}
        onKeyDown={onKeyDown}
      >
        {Array.from(data, (ink, flat) => (
          <button
            type="button"
            key={flat}
            data-flat={flat}
            tabIndex={flat === cursor.value ? 0 : -1}
            aria-label={nameOf(Math.floor(flat / W), flat % W, ink)}
            style={{ '--lbl-ink': drawable(ink) }}
            onFocus={() => (cursor.value = flat)}
          />
        ))}
      </div>
      <p class="lbl-hint">{hint}</p>
    </div>
  );
}

/** The same picture, small. */
export function Thumbnail({ picture: { shape, data } }: Pick<PicturePadProps, 'picture'>) {
  return (
    <span class="lbl-thumbnail" aria-hidden="true" style={{ '--lbl-columns': shape[2] }}>
      {Array.from(data, (ink, flat) => (
        <i key={flat} style={{ '--lbl-ink': drawable(ink) }} />
      ))}
    </span>
  );
}
