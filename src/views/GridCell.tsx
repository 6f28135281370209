/**
 * One cell of a TensorGrid. It renders again only when something that it shows has changed. What is empty is null:
 * Preact writes an empty text anew each time.
 */
import { Component, type JSX } from 'preact';
import { colourLevel } from './scale.ts';
import { cellNumber, fullNumber } from '#words/numbers.ts';
import { gradientBits, namesOfMarks } from './marks.ts';
import type { GridWords } from './strings.ts';

/** What all cells of a grid have in common; the same object from one rendering to the next. */
export interface CellStyle {
  readonly name: string;
  readonly gradientName: string | undefined;
  readonly show: 'values' | 'gradients' | 'both';
  readonly decimals: number;
  readonly isSigned: boolean;
  /** Whether there is room for numbers; otherwise colour and a notch for the sign. */
  readonly hasNumbers: boolean;
  readonly isEditable: boolean;
  readonly words: GridWords;
}

export interface GridCellProps {
  readonly style: CellStyle;
  readonly indexKey: string;
  readonly flat: number;
  readonly value: number | undefined;
  readonly gradient: number | undefined;
  readonly scale: number;
  readonly gradientScale: number;
  /** Of the value and, `gradientBits` further up, of the gradient. */
  readonly marks: number;
  /** Whether Tab comes here. */
  readonly isCursor: boolean;
}

export class GridCell extends Component<GridCellProps> {
  override shouldComponentUpdate(next: GridCellProps): boolean {
    for (const key in next)
      if (!Object.is(next[key as keyof GridCellProps], this.props[key as keyof GridCellProps]))
        return true;
    return false;
  }

  override render(): JSX.Element {
    const { style, flat, value, gradient, scale, gradientScale, marks, isCursor } = this.props;
    const { show, hasNumbers } = style;
    const showsGradient = show === 'gradients';
    const [ownMarks, gradientMarks] = splitMarks(marks);
    const level = showsGradient ? colourLevel(gradient, gradientScale) : colourLevel(value, scale);
    return (
      <div
        role="gridcell"
        class={show === 'both' ? 'lbl-cell lbl-cell-both' : 'lbl-cell'}
        tabIndex={isCursor ? 0 : -1}
        data-flat={flat}
        data-level={level}
        data-marks={marksText(showsGradient ? ownMarks | gradientMarks : ownMarks)}
        aria-label={labelOf(this.props)}
      >
        {hasNumbers && !showsGradient && this.number('lbl-cell-value', value, style.isSigned)}
        {hasNumbers && show !== 'values' && (
          <span
            class="lbl-cell-gradient"
            data-level={colourLevel(gradient, gradientScale)}
            data-marks={showsGradient ? undefined : marksText(gradientMarks)}
          >
            {gradient === undefined
              ? null
              : cellNumber(gradient, { decimals: style.decimals, signed: true })}
          </span>
        )}
      </div>
    );
  }

  private number(className: string, value: number | undefined, signed: boolean): JSX.Element {
    const { decimals } = this.props.style;
    const isPartial = namesOfMarks(splitMarks(this.props.marks)[0]).includes('partial');
    return (
      <span class={className}>
        {value === undefined ? (isPartial ? '…' : null) : cellNumber(value, { decimals, signed })}
      </span>
    );
  }
}

const splitMarks = (marks: number): [own: number, gradient: number] => [
  marks & ((1 << gradientBits) - 1),
  marks >> gradientBits,
];

/** The names of the marks for CSS. */
export const marksText = (bits: number): string | undefined =>
  namesOfMarks(bits).join(' ') || undefined;

/** The cell in words: `y[0,0,1,2] = 0.5; gradient not yet computed; written by this step`. */
function labelOf({ style, indexKey, value, gradient, marks }: GridCellProps): string {
  const { name, gradientName, show, words, isEditable } = style;
  const [ownMarks, gradientMarks] = splitMarks(marks);
  const wordsOf = (bits: number): string[] => namesOfMarks(bits).map((one) => words.marks[one]);
  const parts: string[] = [];
  if (show !== 'gradients')
    parts.push(told(`${name}[${indexKey}]`, value, words), ...wordsOf(ownMarks));
  if (show !== 'values') {
    const ofGradient = told(`${gradientName ?? name}[${indexKey}]`, gradient, words);
    parts.push(ofGradient, ...wordsOf(show === 'both' ? gradientMarks : ownMarks | gradientMarks));
  }
  if (isEditable) parts.push(words.editable);
  return parts.join(words.between);
}

const told = (cell: string, value: number | undefined, words: GridWords): string =>
  value === undefined ? `${cell} ${words.notYet}` : `${cell} = ${fullNumber(value)}`;
