/** Six by six pixels to draw on, with the pointer or with keys. One stroke is one thing to undo. */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { nameOf } from '#views/cell-text.ts';
import { useWords } from '#views/language.ts';
import { fullNumber } from '#words/numbers.ts';
import type { Backprop } from './model.ts';
import { side } from './network.ts';
import { strings } from './strings.ts';

/** A picture may hold any number; ink is drawn from white paper to black. */
const inkOf = (grey: number): number => Math.min(Math.max(grey, 0), 1);

export function PicturePad({ model }: { readonly model: Backprop }) {
  const words = useWords(strings);
  const pad = useRef<HTMLDivElement>(null);
  const cursor = useSignal(0);
  const stroke = useRef<{ grey: number; last: number } | undefined>(undefined);
  const { data } = model.experiment.value.picture;

  const indexOf = (flat: number): number[] => [0, 0, Math.floor(flat / side), flat % side];
  const begin = (event: PointerEvent): void => {
    const flat = flatOf(event.target);
    if (flat === undefined || event.button !== 0) return;
    // A finger keeps its target captured; the pixels under its way must be found by place.
    (event.target as Element).releasePointerCapture(event.pointerId);
    event.preventDefault();
    const grey = data[flat] > 0.5 ? 0 : 1;
    stroke.current = { grey, last: flat };
    cursor.value = flat;
    model.paint(indexOf(flat), grey, false);
  };
  const draw = (event: PointerEvent): void => {
    const now = stroke.current;
    if (!now) return;
    if (event.buttons === 0) return void (stroke.current = undefined);
    const flat = flatOf(document.elementFromPoint(event.clientX, event.clientY));
    if (flat === undefined || flat === now.last) return;
    now.last = flat;
    model.paint(indexOf(flat), now.grey, true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const flat = cursor.value;
    const to = moved(flat, event.key);
    if (to !== undefined) {
      cursor.value = to;
      pad.current?.querySelector<HTMLElement>(`[data-pixel="${to}"]`)?.focus();
    } else if (event.key === ' ') model.paint(indexOf(flat), data[flat] > 0.5 ? 0 : 1, false);
    else if (/^\d$/.test(event.key)) model.paint(indexOf(flat), Number(event.key) / 9, false);
    else return;
    event.preventDefault();
  };
  return (
    <div class="lbl-bp-draw">
      <div
        ref={pad}
        class="lbl-bp-pad"
        role="group"
        aria-label={words.draw}
        data-keeps-swipes
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={() => (stroke.current = undefined)}
        onKeyDown={onKeyDown}
      >
        {Array.from(data, (grey, flat) => (
          <button
            type="button"
            key={flat}
            data-pixel={flat}
            tabIndex={flat === cursor.value ? 0 : -1}
            aria-label={words.ink(nameOf({ tensor: 'x', index: indexOf(flat) }), fullNumber(grey))}
            style={{ '--lbl-ink': inkOf(grey) }}
            onFocus={() => (cursor.value = flat)}
          />
        ))}
      </div>
      <p class="lbl-hint">{words.drawHint}</p>
    </div>
  );
}

function flatOf(target: EventTarget | null): number | undefined {
  const pixel = target instanceof Element ? target.closest('[data-pixel]') : null;
  return pixel ? Number(pixel.getAttribute('data-pixel')) : undefined;
}

function moved(flat: number, key: string): number | undefined {
  const [row, column] = [Math.floor(flat / side), flat % side];
  switch (key) {
    case 'ArrowRight':
      return column < side - 1 ? flat + 1 : flat;
    case 'ArrowLeft':
      return column > 0 ? flat - 1 : flat;
    case 'ArrowDown':
      return row < side - 1 ? flat + side : flat;
    case 'ArrowUp':
      return row > 0 ? flat - side : flat;
    default:
      return undefined;
  }
}
