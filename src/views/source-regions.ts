/**
 * Cuts the named regions out of a source file. A region stands between `// #region NAME` and the `// #endregion` of the
 * same depth.
 */
export interface RegionLines {
  readonly region: string;
  /** Positions in the file's lines, from 0: between the markers, `end` not included. */
  readonly start: number;
  readonly end: number;
}

const opens = /^\s*\/\/ #region\s+(.+?)\s*$/;
const closes = /^\s*\/\/ #endregion\b/;

/** Whether a line is a marker and no code. */
export const isMarker = (line: string): boolean => opens.test(line) || closes.test(line);

/** All regions, in the order in which they begin. Throws, naming region and file, where one is never closed. */
export function regionsOf(lines: readonly string[], file: string): RegionLines[] {
  const found: { region: string; start: number; end: number }[] = [];
  const open: typeof found = [];
  lines.forEach((line, number) => {
    const region = opens.exec(line)?.[1];
    if (region !== undefined) {
      const begun = { region, start: number + 1, end: -1 };
      found.push(begun);
      open.push(begun);
    } else if (closes.test(line)) {
      const last = open.pop();
      if (last) last.end = number;
    }
  });
  if (open.length) throw new Error(`source: region "${open[0].region}" of ${file} is never closed`);
  return found;
}
