/**
 * Equations in KaTeX's own fonts, rendered on the server and in the page alike. Every operand is a link to its cell:
 * pointing at it or focusing it calls onHover with the cell's name, and the operand whose name is `lit` is lit in turn.
 * Click or Enter calls onSelect. Arrows go from operand to operand. The height is reserved: `rows` lines of text.
 */
import { useSignalEffect, type ReadonlySignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Piece, Pieces, Written } from '#steps/pieces.ts';
import type { Role } from '#steps/step.ts';
import { useWords } from './language.ts';
import { strings } from './strings.ts';
import './formula.css';

export interface OperandLinks {
  /** The colour role of an operand, by the name of its cell. */
  roleOf(cell: string): Role | undefined;
  /** What a screen reader says of it: `weight[0,0,1,1] = 0.5`. */
  labelOf(cell: string): string;
}

export interface FormulaLine {
  /** The rows of an equation. The same object as long as they are the same. */
  readonly rows: readonly Pieces[];
  /** The same object as long as it says the same: the line is then left as it is. */
  readonly links: OperandLinks;
}

export interface FormulaProps {
  /** One below the other. */
  readonly lines: readonly FormulaLine[];
  /** The height to reserve, in lines of text. */
  readonly rows: number;
  /** The same where there is little room and only the last equation is shown; default: half as much again. */
  readonly narrowRows?: number | undefined;
  /** The name of the cell to light. */
  readonly lit?: ReadonlySignal<string | undefined>;
  /** Names of the cells of the term just added. */
  readonly current?: readonly string[];
  onHover?(cell: string | undefined): void;
  onSelect?(cell: string): void;
}

export function Formula({
  lines,
  rows,
  narrowRows = rows * 1.5,
  lit,
  current,
  onHover,
  onSelect,
}: FormulaProps) {
  const root = useRef<HTMLDivElement>(null);
  useSignalEffect(() =>
    light(root.current, 'lbl-lit', lit?.value === undefined ? [] : [lit.value]),
  );
  useEffect(() => {
    const isReachable = root.current!.querySelector('[data-cell][tabindex="0"]') !== null;
    if (!isReachable) root.current!.querySelector('[data-cell]')?.setAttribute('tabindex', '0');
    light(root.current, 'lbl-current', current ?? []);
    light(root.current, 'lbl-lit', lit?.peek() === undefined ? [] : [lit.peek()!]);
  });

  const hover = (event: Event): void => {
    const cell = cellOf(event.target);
    if (cell !== undefined) onHover?.(cell);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const cell = cellOf(event.target);
    if (cell === undefined || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey)
      return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by !== undefined) step(root.current!, event.target as Element, by);
    else if (event.key === 'Enter') onSelect?.(cell);
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={root}
      class="lbl-formula"
      role="group"
      aria-label={useWords(strings).formula.label}
      data-tall={lines.some((line) => line.rows.length > 1) || undefined}
      style={{ '--lbl-rows': rows, '--lbl-narrow-rows': narrowRows }}
      onPointerOver={hover}
      onPointerLeave={() => onHover?.(undefined)}
      onFocusIn={hover}
      onFocusOut={() => onHover?.(undefined)}
      onClick={(event) => {
        const cell = cellOf(event.target);
        if (cell !== undefined) onSelect?.(cell);
      }}
      onKeyDown={onKeyDown}
    >
      {lines.map((line, at) => (
        <Line key={at} {...line} />
      ))}
    </div>
  );
}

function Line({ rows, links }: FormulaLine) {
  return useMemo(
    () => (
      <div class="lbl-formula-line katex">
        {rows.map((row, at) => (
          <div key={at}>{drawn(row, links)}</div>
        ))}
      </div>
    ),
    [rows, links],
  );
}

const drawn = (pieces: Pieces, links: OperandLinks): ComponentChild[] =>
  pieces.map((piece, at) => draw(piece, links, at));

function draw(piece: Piece, links: OperandLinks, key: number): ComponentChild {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'operand':
      return operand(piece, links, key);
    case 'fraction':
      return (
        <span key={key} class="lbl-fraction">
          <span>{drawn(piece.above, links)}</span>
          <span>{drawn(piece.below, links)}</span>
        </span>
      );
    case 'raised':
      return <sup key={key}>{drawn(piece.of, links)}</sup>;
    case 'root':
      return (
        <span key={key} class="lbl-root">
          √<span>{drawn(piece.of, links)}</span>
        </span>
      );
    default:
      return piece satisfies never;
  }
}

type OperandPiece = Extract<Piece, { kind: 'operand' }>;

function operand(piece: OperandPiece, links: OperandLinks, key: number): ComponentChild {
  const { cell, virtual, isUnderlined, written } = piece;
  const isLink = virtual === undefined;
  return (
    <span
      key={key}
      class="lbl-operand"
      data-cell={isLink ? cell : undefined}
      data-role={isLink ? links.roleOf(cell) : undefined}
      data-virtual={virtual}
      data-underlined={isUnderlined || undefined}
      role={isLink ? 'link' : undefined}
      tabIndex={isLink ? -1 : undefined}
      aria-label={isLink ? links.labelOf(cell) : undefined}
    >
      {operandHtml(written)}
    </span>
  );
}

/** Above and below at once take one narrow column. */
function operandHtml({ upright, letter, above, below, after = '' }: Written): ComponentChild {
  if (letter === undefined && above === undefined && below === undefined) return upright + after;
  const scripts =
    above !== undefined && below !== undefined ? (
      <span class="lbl-scripts">
        <span>{above}</span>
        <span>{below}</span>
      </span>
    ) : (
      (above && <sup>{above}</sup>) || (below && <sub>{below}</sub>)
    );
  return [upright || null, letter && <i>{letter}</i>, scripts, after || null];
}

function cellOf(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-cell]') : null;
  return element?.getAttribute('data-cell') ?? undefined;
}

const operandsOf = (root: Element): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>('[data-cell]'),
];

function light(root: Element | null, className: string, cells: readonly string[]): void {
  for (const one of root?.querySelectorAll(`.${className}`) ?? []) one.classList.remove(className);
  if (root === null || cells.length === 0) return;
  for (const one of operandsOf(root))
    if (cells.includes(one.getAttribute('data-cell')!)) one.classList.add(className);
}

/** Moves the focus, and with it the one place where Tab enters. */
function step(root: Element, from: Element, by: number): void {
  const all = operandsOf(root);
  const at = all.indexOf(from as HTMLElement);
  const to = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  all[at].tabIndex = -1;
  to.tabIndex = 0;
  to.focus();
}
