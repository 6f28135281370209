/**
 * A large plane of a tensor as a picture in which one cell opens: pointing at a pixel, or going to it with the arrow
 * keys, tells its index, its value and its gradient beside it. A click or Enter selects the pixel, or edits it where it
 * may be edited. The sign is told by the colour and, in the open cell, by the number.
 */
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { CellRef, Role } from '#steps/step.ts';
import { cellNumber } from '#words/numbers.ts';
import { sizeText } from '#words/lists.ts';
import { CellEditor } from './CellEditor.tsx';
import { keyOf, nameOf, type Known } from './cell-text.ts';
import { moveCursor } from './layout.ts';
import { useWords } from './language.ts';
import { Pixels } from './Pixels.tsx';
import type { Scale } from './scale.ts';
import { strings } from './strings.ts';
import './pixel-map.css';

/** Rows and columns of a plane, in pixels; what lies in the padding before it is negative. */
export interface PixelWindow {
  readonly h: number;
  readonly w: number;
  readonly height: number;
  readonly width: number;
}

export interface PixelMapProps {
  /** As in CellRefs. */
  readonly name: string;
  readonly shape: readonly number[];
  /** Which plane of the tensor: the index of the axes before the last two. */
  readonly lead: readonly number[];
  readonly role: Role;
  /** The whole tensor's numbers. */
  readonly values: Known;
  readonly scale: Scale;
  /** The numbers of its gradient, told in the open cell. */
  readonly gradients?: Known | undefined;
  /** Default: the name with the plane's index. */
  readonly title?: string | undefined;
  /** A pixel that something else names: it is framed. */
  readonly lit?: CellRef | undefined;
  /** A window of pixels, which may reach into the padding: it is framed, and slides where it moves. */
  readonly frame?: PixelWindow | undefined;
  onHover?(ref: CellRef | undefined): void;
  onSelect?(ref: CellRef): void;
  onEdit?: ((ref: CellRef, value: number) => void) | undefined;
}

const nowhere = -1;

export function PixelMap(props: PixelMapProps) {
  const { name, shape, lead, role, values, scale, gradients, lit, onEdit } = props;
  const words = useWords(strings).grid;
  const root = useRef<HTMLDivElement>(null);
  const cursor = useSignal(nowhere);
  const isEditing = useSignal(false);
  const [height, width] = shape.slice(-2);
  const offset = lead.reduce((flat, at, axis) => flat * shape[axis] + at, 0) * height * width;
  const title = props.title ?? (lead.length > 0 ? `${name}[${keyOf(lead)}]` : name);

  const refOf = (at: number): CellRef => ({
    tensor: name,
    index: [...lead, Math.floor(at / width), at % width],
  });
  const open = (at: number): void => {
    if (at === cursor.value) return;
    cursor.value = at;
    props.onHover?.(at === nowhere ? undefined : refOf(at));
  };
  const select = (at: number): void => {
    open(at);
    if (onEdit) isEditing.value = true;
    else props.onSelect?.(refOf(at));
  };
  const placeOf = (event: MouseEvent): number => {
    const box = root.current!.getBoundingClientRect();
    const w = Math.floor(((event.clientX - box.left) / box.width) * width);
    const h = Math.floor(((event.clientY - box.top) / box.height) * height);
    return w < 0 || h < 0 || w >= width || h >= height ? nowhere : h * width + w;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const at = cursor.value === nowhere ? start : cursor.value;
    const to = moveCursor({ panels: { length: 1 }, height, width }, at, event.key);
    if (to !== undefined) open(to);
    else if (event.key === 'Enter') select(at);
    else return;
    event.preventDefault();
  };
  const onDone = (value: number | undefined, hasFocus: boolean): void => {
    isEditing.value = false;
    if (hasFocus) root.current?.focus();
    if (value !== undefined) onEdit?.(refOf(cursor.value), value);
  };

  /** Where the keyboard begins: at what is lit here. */
  const start = lit?.tensor === name ? lit.index.at(-2)! * width + lit.index.at(-1)! : 0;
  const at = cursor.value;
  const tell = (known: Known, signed: boolean): string => {
    const value = known[offset + at];
    return value === undefined ? words.notYet : cellNumber(value, { decimals: 2, signed });
  };
  const isOpen = at !== nowhere;
  const cell = isOpen ? nameOf(refOf(at)) : '';
  return (
    <figure class="lbl-pixel-map" data-role={role} data-tensor={name}>
      <figcaption class="lbl-tensor-title" aria-hidden="true">
        <span class="lbl-tensor-name">{title}</span>{' '}
        <span class="lbl-tensor-shape">{sizeText([height, width])}</span>
      </figcaption>
      <div
        ref={root}
        class="lbl-pixel-map-plane"
        role="group"
        tabIndex={0}
        data-known={values[offset] !== undefined}
        aria-label={words.map(title, sizeText([height, width]))}
        style={{
          aspectRatio: `${width} / ${height}`,
          '--lbl-columns': width,
          '--lbl-lines': height,
        }}
        onPointerMove={(event) => event.pointerType !== 'touch' && open(placeOf(event))}
        onPointerLeave={() => !isEditing.value && open(nowhere)}
        onFocusIn={() => !isOpen && open(start)}
        onFocusOut={() => !isEditing.value && open(nowhere)}
        onKeyDown={onKeyDown}
        onClick={(event) => placeOf(event) !== nowhere && select(placeOf(event))}
      >
        <Pixels {...{ height, width, values, offset, scale }} />
        {props.frame && <Mark kind="frame" {...props.frame} />}
        {lit?.tensor === name && <Mark kind="lit" {...pixelAt(lit.index)} />}
        {isOpen && <Mark kind="open" {...pixelAt(refOf(at).index)} />}
        {isEditing.value && (
          <div class="lbl-pixel-map-edit">
            <CellEditor cell={cell} value={values[offset + at]} words={words} onDone={onDone} />
          </div>
        )}
      </div>
      <output class="lbl-pixel-map-open">
        {isOpen && (
          <>
            {cell} = <b>{tell(values, false)}</b>
            {gradients && <span class="lbl-gradient-number">{tell(gradients, true)}</span>}
          </>
        )}
      </output>
    </figure>
  );
}

const pixelAt = (index: readonly number[]): PixelWindow => {
  const [h, w] = index.slice(-2);
  return { h, w, height: 1, width: 1 };
};

function Mark({ kind, ...at }: PixelWindow & { readonly kind: 'lit' | 'open' | 'frame' }) {
  const place = {
    '--lbl-h': at.h,
    '--lbl-w': at.w,
    '--lbl-mark-height': at.height,
    '--lbl-mark-width': at.width,
  };
  return <span class="lbl-pixel-map-mark" data-kind={kind} style={place} />;
}
