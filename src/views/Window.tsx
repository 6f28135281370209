/**
 * One frame around the cells of a panel that a step reads together, with the numbers that they meet small in their
 * corners. It lies over the grid, takes no pointer and says nothing to a screen reader: the cells and the step's
 * sentence do. Where it stood before, it slides from there.
 */
import { useMemo } from 'preact/hooks';
import type { Role } from '#steps/step.ts';
import { short } from '#words/numbers.ts';
import { keyOf } from './cell-text.ts';
import type { Layout, LayoutCell } from './layout.ts';
import './window.css';

/** A box of cells of one tensor, from its first to its last cell on every axis; padding counts. */
export interface WindowBox {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

export interface WindowProps extends WindowBox {
  readonly layout: Layout;
  /** The panel to draw on. */
  readonly panel: number;
  /** `gradient` for what goes back, which is ochre; `value` for what goes forward. */
  readonly pass: 'value' | 'gradient';
  /** What each cell meets, by the key of its index. */
  readonly ghosts?: ReadonlyMap<string, number> | undefined;
  /** The colour role of what they meet. */
  readonly ghostRole?: Role | undefined;
}

export interface WindowPlace {
  /** Row and column of the first cell on the panel, and the extent in cells; zeros of padding that are drawn count. */
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

export function Window({ layout, panel, from, to, pass, ghosts, ghostRole }: WindowProps) {
  const place = placeOf(layout, panel, { from, to });
  if (!place) return null;
  const { row, column, rows, columns } = place;
  const cells = layout.panels[panel].rows;
  return (
    <div
      class="lbl-window-ground"
      aria-hidden="true"
      style={{ aspectRatio: `${cells[0].length} / ${cells.length}` }}
    >
      <div
        class="lbl-window"
        data-pass={pass}
        data-place={[row, column, rows, columns].join(' ')}
        style={{
          width: percent(columns / cells[0].length),
          height: percent(rows / cells.length),
          transform: `translate(${percent(column / columns)}, ${percent(row / rows)})`,
        }}
      >
        {ghosts && (
          <Ghosts
            texts={cellsAt(layout, panel, place).map(({ index }) => {
              const value = ghosts.get(keyOf(index));
              return value === undefined ? '' : short(value);
            })}
            rows={rows}
            columns={columns}
            role={ghostRole}
          />
        )}
      </div>
    </div>
  );
}

const percent = (share: number): string => `${100 * share}%`;

interface GhostsProps {
  readonly texts: readonly string[];
  readonly rows: number;
  readonly columns: number;
  readonly role: Role | undefined;
}

/** A kernel that slides is the same at every place: its numbers are then left as they are. */
function Ghosts({ texts, rows, columns, role }: GhostsProps) {
  return useMemo(
    () => (
      <>
        {texts.map((text, at) => (
          <span
            key={at}
            class="lbl-ghost"
            data-role={role}
            style={{
              top: percent(Math.floor(at / columns) / rows),
              left: percent((at % columns) / columns),
            }}
          >
            {text}
          </span>
        ))}
      </>
    ),
    [texts.join(' '), rows, columns, role],
  );
}

/** Where a box lies on a panel, as far as its cells are drawn; undefined where none is. */
export function placeOf(layout: Layout, panel: number, box: WindowBox): WindowPlace | undefined {
  const { rows } = layout.panels[panel];
  const isIn = ({ index }: LayoutCell): boolean =>
    index.every((at, axis) => at >= box.from[axis] && at <= box.to[axis]);
  const row = rows.findIndex((cells) => cells.some(isIn));
  if (row < 0) return undefined;
  const last = rows.findLastIndex((cells) => cells.some(isIn));
  const column = rows[row].findIndex(isIn);
  const end = rows[row].findLastIndex(isIn);
  return { row, column, rows: last - row + 1, columns: end - column + 1 };
}

const cellsAt = (layout: Layout, panel: number, at: WindowPlace): LayoutCell[] =>
  layout.panels[panel].rows
    .slice(at.row, at.row + at.rows)
    .flatMap((cells) => cells.slice(at.column, at.column + at.columns));
