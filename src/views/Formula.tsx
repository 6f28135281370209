/**
 * Equations with KaTeX, rendered on the server and in the page alike. Every operand is a link to its cell: pointing at
 * it or focusing it calls onHover with the cell's name, and the operand whose name is `lit` is lit in turn. Click or
 * Enter calls onSelect. Arrows go from operand to operand. The height is reserved: `rows` lines of text.
 */
import { useSignalEffect, type ReadonlySignal } from '@preact/signals';
import { Component } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { linkOperands, renderPieces, type OperandLinks } from './formula-html.ts';
import { useStrings } from './language.ts';
import './formula.css';

export interface FormulaProps extends OperandLinks {
  /** Equations in TeX, one below the other. */
  readonly lines: readonly string[];
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

const strings = {
  en: { label: 'Equation of this step; arrows go through its numbers' },
  'zh-cn': { label: '这一步的等式;用方向键在各个数之间移动' },
};

export function Formula({
  lines,
  rows,
  narrowRows = rows * 1.5,
  lit,
  current,
  roleOf,
  labelOf,
  onHover,
  onSelect,
}: FormulaProps) {
  const root = useRef<HTMLDivElement>(null);
  useSignalEffect(() =>
    light(root.current, 'lbl-lit', lit?.value === undefined ? [] : [lit.value]),
  );
  useEffect(() => {
    const all = operandsOf(root.current!);
    if (!all.some(({ tabIndex }) => tabIndex === 0) && all[0]) all[0].tabIndex = 0;
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
      aria-label={useStrings(strings).label}
      data-tall={lines.some((tex) => tex.includes('\\begin{aligned}')) || undefined}
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
      {lines.map((tex, line) => (
        <div class="lbl-formula-line" key={line}>
          {renderPieces(tex).map((piece, k) => (
            <Piece key={k} html={linkOperands(piece, { roleOf, labelOf })} />
          ))}
        </div>
      ))}
    </div>
  );
}

/** A piece that is the same as before stays in the page untouched. The HTML is KaTeX's own, made from our TeX. */
class Piece extends Component<{ readonly html: string }> {
  override shouldComponentUpdate({ html }: { html: string }): boolean {
    return html !== this.props.html;
  }

  override render() {
    return <span dangerouslySetInnerHTML={{ __html: this.props.html }} />;
  }
}

function cellOf(target: EventTarget | null): string | undefined {
  const element = target instanceof Element ? target.closest('[data-cell]') : null;
  return element?.getAttribute('data-cell') ?? undefined;
}

const operandsOf = (root: Element): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>('[data-cell]'),
];

function light(root: Element | null, className: string, cells: readonly string[]): void {
  for (const one of root ? operandsOf(root) : [])
    one.classList.toggle(className, cells.includes(one.getAttribute('data-cell')!));
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
