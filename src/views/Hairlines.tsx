/**
 * Two hairlines from the window of one tensor to a cell of another, both inside the element that this stands in. They
 * are drawn once the step is on the screen, where measuring costs no layout, and move by their transforms alone.
 */
import { useEffect, useRef, useState } from 'preact/hooks';
import './window.css';

export interface HairlinesProps {
  /** The tensor that has the window, and the cell by its place in the data. Undefined draws nothing. */
  readonly link:
    | {
        readonly window: string;
        readonly tensor: string;
        readonly flat: number;
        readonly pass: 'value' | 'gradient';
      }
    | undefined;
}

type Point = readonly [x: number, y: number];
type Line = readonly [from: Point, to: Point];
type Box = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>;

export function Hairlines({ link }: HairlinesProps) {
  const root = useRef<HTMLDivElement>(null);
  const [lines, draw] = useState<readonly Line[]>([]);
  const measure = useRef(() => {});
  measure.current = () => {
    const within = root.current!.parentElement!;
    const [origin, frame, cell] = [within.getBoundingClientRect(), ...boxesOf(within, link)];
    draw(frame && cell ? linesBetween(frame, cell, [origin.left, origin.top]) : []);
  };
  useEffect(() => measure.current(), [link]);
  useEffect(() => {
    // It reports at once what it begins to observe: one observer for all steps, not one a step.
    const observer = new ResizeObserver(() => measure.current());
    observer.observe(root.current!.parentElement!);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={root} class="lbl-hairlines" aria-hidden="true" data-pass={link?.pass}>
      {lines.map(([[x, y], [toX, toY]], at) => (
        <div
          key={at}
          style={{
            transform: [
              `translate(${x}px, ${y}px)`,
              `rotate(${Math.atan2(toY - y, toX - x)}rad)`,
              `scaleX(${Math.hypot(toX - x, toY - y)})`,
            ].join(' '),
          }}
        />
      ))}
    </div>
  );
}

/**
 * From the sides of the frame that look to the cell to the sides of the cell that look to the frame: sideways where
 * they stand beside each other, else downwards or upwards. In pixels from `origin`.
 */
export function linesBetween(frame: Box, cell: Box, [left, top]: Point): readonly [Line, Line] {
  const line = (x: number, y: number, toX: number, toY: number): Line => [
    [x - left, y - top],
    [toX - left, toY - top],
  ];
  const isRight = cell.left >= frame.right;
  if (isRight || cell.right <= frame.left) {
    const [x, toX] = isRight ? [frame.right, cell.left] : [frame.left, cell.right];
    return [line(x, frame.top, toX, cell.top), line(x, frame.bottom, toX, cell.bottom)];
  }
  const [y, toY] = cell.top >= frame.bottom ? [frame.bottom, cell.top] : [frame.top, cell.bottom];
  return [line(frame.left, y, cell.left, toY), line(frame.right, y, cell.right, toY)];
}

/** The cells are asked, not the frame itself, which may still be sliding. */
function boxesOf(within: Element, link: HairlinesProps['link']): [Box?, DOMRect?] {
  if (!link) return [];
  const grid = (tensor: string): string => `[data-tensor="${CSS.escape(tensor)}"]`;
  const frame = within.querySelector<HTMLElement>(`${grid(link.window)} .lbl-window`);
  const cell = within.querySelector(`${grid(link.tensor)} [data-flat="${link.flat}"]`);
  if (!frame || !cell) return [];
  const [row, column, rows, columns] = frame.dataset['place']!.split(' ').map(Number);
  const cellAt = (r: number, c: number): DOMRect =>
    frame
      .closest('.lbl-panel')!
      .querySelectorAll('.lbl-row')
      [r].querySelectorAll('.lbl-cell')
      [c].getBoundingClientRect();
  const { left, top } = cellAt(row, column);
  const { right, bottom } = cellAt(row + rows - 1, column + columns - 1);
  return [{ left, top, right, bottom }, cell.getBoundingClientRect()];
}
