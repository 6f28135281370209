/**
 * Reads a named region out of a source file, so that a page shows the code that runs and nothing pasted.
 * A region stands between `// #region NAME` and the next `// #endregion` of the same depth.
 */

/** The sources a page may show, by their path below `src/`. */
const sources = import.meta.glob<string>(['/src/engine/**/*.ts', '!/src/**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

export interface Region {
  /** Without the markers and with the common indentation taken off. */
  readonly code: string;
  /** The line of the file, counted from 1, on which `code` begins. */
  readonly firstLine: number;
}

/** Cuts a region out of a file's text. Throws, naming what there is, where the region is missing or open. */
export function cutRegion(text: string, name: string, file: string): Region {
  const lines = text.split('\n');
  const isStart = (line: string): boolean => /^\s*\/\/ #region\b/.test(line);
  const isEnd = (line: string): boolean => /^\s*\/\/ #endregion\b/.test(line);
  const start = lines.findIndex((line) => isStart(line) && line.trim() === `// #region ${name}`);
  if (start < 0) {
    const known = lines.filter(isStart).map((line) => line.trim().slice('// #region '.length));
    throw new Error(
      `source: ${file} has no region "${name}"; it has: ${known.join(', ') || 'none'}`,
    );
  }
  let depth = 1;
  let end = start + 1;
  for (; end < lines.length; end++) {
    if (isStart(lines[end]!)) depth++;
    if (isEnd(lines[end]!) && --depth === 0) break;
  }
  if (depth > 0) throw new Error(`source: region "${name}" of ${file} is never closed`);
  const body = lines.slice(start + 1, end).filter((line) => !isStart(line) && !isEnd(line));
  const indent = Math.min(...body.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return { code: body.map((line) => line.slice(indent)).join('\n'), firstLine: start + 2 };
}

/** Returns a region of a file below `src/`, for example `('engine/ops/conv2d.ts', 'forward')`. */
export function readRegion(file: string, name: string): Region {
  const text = sources[`/src/${file}`];
  if (text === undefined)
    throw new Error(`source: no file src/${file}; a page shows files of src/engine`);
  return cutRegion(text, name, `src/${file}`);
}
