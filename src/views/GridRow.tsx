/** One row of a TensorGrid. It renders again only when one of its cells has something new to show. */
import { Component, type JSX } from 'preact';
import { CellEditor } from './CellEditor.tsx';
import { GridCell, marksText, type CellStyle } from './GridCell.tsx';
import type { Known } from './cell-text.ts';
import { indexNumber } from '#words/numbers.ts';
import type { LayoutCell } from './layout.ts';
import { gradientBits, type CellMarks } from './marks.ts';

export interface GridRowProps {
  readonly row: readonly LayoutCell[];
  readonly style: CellStyle;
  readonly hasIndex: boolean;
  readonly values: Known;
  readonly gradients: Known | undefined;
  readonly scale: number;
  readonly gradientScale: number;
  readonly marks: CellMarks;
  readonly gradientMarks: CellMarks;
  /** The cell of this row where Tab enters, and the one that is edited; -1 for none. */
  readonly cursor: number;
  readonly editing: number;
  onDone(flat: number, value: number | undefined, hasFocus: boolean): void;
}

const marksAt = ({ marks, gradientMarks }: GridRowProps, key: string): number =>
  (marks.get(key) ?? 0) | ((gradientMarks.get(key) ?? 0) << gradientBits);

export class GridRow extends Component<GridRowProps> {
  override shouldComponentUpdate(next: GridRowProps): boolean {
    const now = this.props;
    if (
      next.row !== now.row ||
      next.style !== now.style ||
      next.hasIndex !== now.hasIndex ||
      next.scale !== now.scale ||
      next.gradientScale !== now.gradientScale ||
      next.cursor !== now.cursor ||
      next.editing !== now.editing
    )
      return true;
    return next.row.some(
      ({ key, flat }) =>
        !Object.is(next.values[flat], now.values[flat]) ||
        !Object.is(next.gradients?.[flat], now.gradients?.[flat]) ||
        marksAt(next, key) !== marksAt(now, key),
    );
  }

  override render(): JSX.Element {
    const { row, style, hasIndex, values, gradients, scale, gradientScale } = this.props;
    const { cursor, editing, onDone } = this.props;
    return (
      <div role="row" class="lbl-row" aria-hidden={row.every(({ flat }) => flat < 0) || undefined}>
        {hasIndex && (
          <span class="lbl-index" aria-hidden="true">
            {axisNumber(row[0].index.at(-2))}
          </span>
        )}
        {row.map(({ key, flat }) => {
          const marks = marksAt(this.props, key);
          if (flat < 0) return <Virtual key={key} marks={marks} hasNumbers={style.hasNumbers} />;
          if (flat === editing)
            return (
              <div role="gridcell" class="lbl-cell lbl-edited" key={key}>
                <CellEditor
                  cell={`${style.name}[${key}]`}
                  value={values[flat]}
                  words={style.words}
                  onDone={(value, hasFocus) => onDone(flat, value, hasFocus)}
                />
              </div>
            );
          return (
            <GridCell
              key={key}
              style={style}
              indexKey={key}
              flat={flat}
              value={values[flat]}
              gradient={gradients?.[flat]}
              scale={scale}
              gradientScale={gradientScale}
              marks={marks}
              isCursor={flat === cursor}
            />
          );
        })}
      </div>
    );
  }
}

/** A zero that stands in no cell: around the tensor, or between two cells. */
function Virtual({ marks, hasNumbers }: { marks: number; hasNumbers: boolean }) {
  return (
    <div
      class="lbl-cell lbl-virtual"
      role="gridcell"
      aria-hidden="true"
      data-marks={marksText(marks)}
    >
      {hasNumbers && <span class="lbl-cell-value">0</span>}
    </div>
  );
}

/** The numbers of the columns, above a grid. */
export function IndexRow({ row }: { row: readonly LayoutCell[] }) {
  return (
    <div class="lbl-index-row" aria-hidden="true">
      <span class="lbl-index" />
      {row.map(({ key, index }) => (
        <span class="lbl-index" key={key}>
          {axisNumber(index.at(-1))}
        </span>
      ))}
    </div>
  );
}

/** Zeros between cells have no number of their own. */
const axisNumber = (at: number | undefined): string =>
  Number.isInteger(at) ? indexNumber(at!) : '';
