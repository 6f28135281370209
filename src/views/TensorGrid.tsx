/**
 * A tensor of any rank as grids of cells: the last two axes are rows and columns, the axes before them panels side by
 * side. Each cell shows a value, a gradient or both; one that is not computed yet is empty. Sign is told by text (by a
 * notch where there is no room for numbers), size by a diverging colour around 0.
 *
 * Keys while a cell has the focus: arrows, Home, End, Page Up and Down (panels), unless a pointer brought the focus: they
 * then step, as everywhere in a figure. Enter edits an editable cell and selects any other, Shift+Enter selects the
 * gradient shown in it. The grid draws what its signals hold and knows
 * neither operation nor player; `SceneTensor` wires it to a scene.
 */
import { useSignal, type ReadonlySignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { CellRef, Role } from '#steps/step.ts';
import { axisText, sizeText } from '#words/lists.ts';
import type { CellStyle } from './GridCell.tsx';
import { GridRow, IndexRow } from './GridRow.tsx';
import { keyOf, type Known } from './cell-text.ts';
import { flatOf, layOut, moveCursor, rotated, turnedKey } from './layout.ts';
import type { Frame, Layout, Orientation } from './layout.ts';
import { noMarks, type CellMarks } from './marks.ts';
import { unitScale, type Scale } from './scale.ts';
import { useWords } from './language.ts';
import { strings } from './strings.ts';
import './tensor-grid.css';
import './cell-colours.css';

export interface TensorGridProps {
  /** As in CellRefs. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly role: Role;
  readonly values: ReadonlySignal<Known>;
  readonly gradientName?: string | undefined;
  readonly gradients?: ReadonlySignal<Known> | undefined;
  /** Default 'values'. */
  readonly show?: 'values' | 'gradients' | 'both';
  /** Default: the name. */
  readonly title?: string | undefined;
  /** Letters of the axes, for the titles of panels: `n c h w`. */
  readonly axes?: string | undefined;
  readonly marks?: ReadonlySignal<CellMarks> | undefined;
  readonly gradientMarks?: ReadonlySignal<CellMarks> | undefined;
  /** How numbers are coloured. Default: diverging, strongest at 1. */
  readonly scale?: Scale | undefined;
  readonly gradientScale?: Scale | undefined;
  /** Digits after the point. Default 2. */
  readonly decimals?: number;
  readonly isSigned?: boolean;
  /** How a vector lies. Default 'row'. */
  readonly orientation?: Orientation;
  /** Zeros that only a sum sees. */
  readonly frame?: Frame | undefined;
  /** Row and column numbers along the edges. */
  readonly hasIndices?: boolean;
  /** Draws every panel turned by 180 degrees, as a gathered gradient reads its kernel. */
  readonly isRotated?: boolean;
  onHover?(ref: CellRef | undefined): void;
  /** Click, or Enter on a cell that cannot be edited. */
  onSelect?(ref: CellRef): void;
  /** What lies over a panel, for example a window. */
  over?(layout: Layout, panel: number): ComponentChild;
  /** Makes the cells editable: by a double click, Enter, or a second tap with a finger. */
  onEdit?: ((ref: CellRef, value: number) => void) | undefined;
}

/** Wider than this, a cell at 390 pixels has no room for `−0.50`. */
const mostNumberColumns = 12;

export function TensorGrid(props: TensorGridProps) {
  const { name, shape, role, show = 'values', axes, frame, orientation = 'row' } = props;
  const { gradientName, decimals = 2, isSigned = false, isRotated = false } = props;
  const { scale = unitScale, gradientScale = unitScale } = props;
  const words = useWords(strings).grid;
  const root = useRef<HTMLDivElement>(null);
  const cursor = useSignal(0);
  const editing = useSignal(-1);
  const tapped = useRef(-1);
  const isPointed = useRef(false);
  const layoutKey = JSON.stringify([shape, orientation, frame, isRotated]);
  const layout = useMemo(() => {
    const upright = layOut(shape, orientation, frame);
    return isRotated ? rotated(upright) : upright;
  }, [layoutKey]);
  const lines = layout.panels[0]?.rows ?? [];
  const columns = lines[0]?.length ?? 0;
  const hasNumbers = columns <= mostNumberColumns;
  const isEditable = props.onEdit !== undefined && show !== 'gradients';
  const style = useMemo<CellStyle>(
    () => ({ name, gradientName, show, decimals, isSigned, hasNumbers, isEditable, words }),
    [name, gradientName, show, decimals, isSigned, hasNumbers, isEditable, words],
  );

  /** The cell of the value or, where only that is shown or pointed at, of the gradient. */
  const refOf = (flat: number, target?: EventTarget | null): CellRef => {
    const isOnGradient = target instanceof Element && target.closest('.lbl-cell-gradient') !== null;
    const isGradient = gradientName !== undefined && (show === 'gradients' || isOnGradient);
    return { tensor: isGradient ? gradientName : name, index: indexOf(layout, flat) };
  };
  const focusOn = (flat: number): void => {
    cursor.value = flat;
    root.current?.querySelector<HTMLElement>(`[data-flat="${flat}"]`)?.focus();
  };
  const select = (flat: number): void => {
    if (isEditable) editing.value = flat;
    else props.onSelect?.(refOf(flat));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const flat = flatOf(event.target);
    if (flat === undefined) return;
    if (event.shiftKey) {
      if (event.key !== 'Enter' || gradientName === undefined || show === 'values') return;
      event.preventDefault();
      return props.onSelect?.({ tensor: gradientName, index: indexOf(layout, flat) });
    }
    const to = isPointed.current
      ? undefined
      : moveCursor(layout, flat, isRotated ? turnedKey(event.key) : event.key);
    if (to !== undefined) focusOn(to);
    else if (event.key === 'Enter' || (event.key === 'F2' && isEditable)) select(flat);
    else return;
    event.preventDefault();
  };
  /** On a cell that was clicked before: a double click, and for a finger a second tap whenever it comes. */
  const onClick = (event: MouseEvent): void => {
    const flat = flatOf(event.target);
    if (flat === undefined) return;
    const isFinger = (event as PointerEvent).pointerType === 'touch';
    const isAgain = tapped.current === flat && (event.detail > 1 || isFinger);
    tapped.current = flat;
    cursor.value = flat;
    if (isEditable && isAgain) editing.value = flat;
    else props.onSelect?.(refOf(flat, event.target));
  };
  const toFocus = useRef(-1);
  const onDone = (flat: number, value: number | undefined, hasFocus: boolean): void => {
    editing.value = -1;
    if (hasFocus) toFocus.current = flat;
    if (value !== undefined) props.onEdit?.(refOf(flat), value);
  };
  // The cell is back in the page only after rendering.
  useLayoutEffect(() => {
    if (toFocus.current >= 0 && editing.peek() < 0) focusOn(toFocus.current);
    toFocus.current = -1;
  });
  // The signal of hovering is shared with formulas and other grids: leave it clean when this grid goes.
  useEffect(() => () => props.onHover?.(undefined), []);

  const marks = props.marks?.value ?? noMarks;
  const gradientMarks = (show === 'values' ? undefined : props.gradientMarks?.value) ?? noMarks;
  const values = props.values.value;
  const gradients = props.gradients?.value;
  return (
    <div
      ref={root}
      class="lbl-tensor"
      role="group"
      aria-label={words.label(props.title ?? name, keyOf(shape))}
      data-role={show === 'gradients' ? 'gradient' : role}
      data-tensor={name}
      data-show={show}
      data-columns={columns <= 4 ? 'few' : columns <= 8 ? 'some' : columns <= 12 ? 'many' : 'most'}
      data-numbers={hasNumbers}
      data-scale={scale.kind}
      style={{
        '--lbl-columns': columns,
        '--lbl-lines': lines.length,
        '--lbl-margin': props.hasIndices ? '1.1rem' : '0rem',
      }}
      onPointerOver={(event) => {
        const flat = flatOf(event.target);
        if (flat !== undefined && event.pointerType !== 'touch')
          props.onHover?.(refOf(flat, event.target));
      }}
      onPointerLeave={() => props.onHover?.(undefined)}
      onPointerDown={() => (isPointed.current = true)}
      onFocusIn={(event) => {
        const flat = flatOf(event.target);
        if (flat !== undefined) props.onHover?.(refOf((cursor.value = flat)));
      }}
      onFocusOut={(event) => {
        if (!root.current!.contains(event.relatedTarget as Node | null)) isPointed.current = false;
        props.onHover?.(undefined);
      }}
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      <div class="lbl-tensor-title">
        <span class="lbl-tensor-name">{breakable(props.title ?? name)}</span>{' '}
        <span class="lbl-tensor-shape">{sizeText(shape)}</span>
      </div>
      <div class="lbl-panels">
        {layout.panels.map((panel, number) => {
          const title = panelTitle(panel.lead, shape, axes);
          return (
            <div class="lbl-panel" key={number}>
              {title !== '' && (
                <div class="lbl-panel-title" aria-hidden="true">
                  {title}
                </div>
              )}
              <div role="grid" aria-label={title ? `${name} ${title}` : name} class="lbl-grid">
                {props.hasIndices && <IndexRow row={panel.rows[0]} />}
                {panel.rows.map((row, r) => (
                  <GridRow
                    key={r}
                    row={row}
                    style={style}
                    hasIndex={props.hasIndices ?? false}
                    values={values}
                    gradients={gradients}
                    scale={scale.most}
                    gradientScale={gradientScale.most}
                    marks={marks}
                    gradientMarks={gradientMarks}
                    cursor={row.some(({ flat }) => flat === cursor.value) ? cursor.value : -1}
                    editing={row.some(({ flat }) => flat === editing.value) ? editing.value : -1}
                    onDone={onDone}
                  />
                ))}
              </div>
              {props.over?.(layout, number)}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function indexOf({ panels, height, width }: Layout, flat: number): readonly number[] {
  for (const row of panels[Math.floor(flat / (height * width))].rows)
    for (const cell of row) if (cell.flat === flat) return cell.index;
  return [];
}

/** A name that may break after its points: `again.loss.perExample`. */
const breakable = (name: string): ComponentChild[] =>
  name.split(/(?<=\.)/).flatMap((part, at) => (at === 0 ? [part] : [<wbr key={at} />, part]));

/** `c 1` or `d 0, c 1`: only axes that have a choice. */
function panelTitle(
  lead: readonly number[],
  shape: readonly number[],
  axes: string | undefined,
): string {
  const letters = axes?.split(' ') ?? [];
  return lead
    .map((at, axis) => (shape[axis] > 1 ? axisText(letters[axis], at) : ''))
    .filter((part) => part !== '')
    .join(', ');
}
