/** A plain table: every column has its title, every row begins with its name. */
import type { ComponentChild } from 'preact';

interface TableProps {
  readonly caption?: string;
  readonly titles: readonly string[];
  readonly rows: readonly (readonly ComponentChild[])[];
  readonly class?: string;
  readonly tabIndex?: number;
}

export function Table({ caption, titles, rows, ...rest }: TableProps) {
  return (
    <table {...rest}>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {titles.map((title) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, ...cells], row) => (
          <tr key={row}>
            <th scope="row">{name}</th>
            {cells.map((cell, column) => (
              <td key={column}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
