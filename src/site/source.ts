/**
 * Reads a named region out of a source file, so that a page shows the code that runs and nothing pasted.
 */
import { isMarker, regionsOf } from '#views/source-regions.ts';

/** The sources a page may show, by their path below `src/`. */
const sources = import.meta.glob<string>(['/src/engine/**/*.ts', '!/src/**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});

/**
 * Cuts a region out of a file's text, without its markers and its common indentation. Throws, naming what there is, where
 * the region is missing or open.
 */
export function cutRegion(text: string, name: string, file: string): string {
  const lines = text.split('\n');
  const regions = regionsOf(lines, file);
  const found = regions.find(({ region }) => region === name);
  if (!found) {
    const known = regions.map(({ region }) => region).join(', ') || 'none';
    throw new Error(`source: ${file} has no region "${name}"; it has: ${known}`);
  }
  const body = lines.slice(found.start, found.end).filter((line) => !isMarker(line));
  const indent = Math.min(...body.filter((line) => line.trim()).map((line) => line.search(/\S/)));
  return body.map((line) => line.slice(indent)).join('\n');
}

/** Returns a region of a file below `src/`, for example `('engine/ops/conv2d.ts', 'forward')`. */
export function readRegion(file: string, name: string): string {
  const text = sources[`/src/${file}`];
  if (text === undefined)
    throw new Error(`source: no file src/${file}; a page shows files of src/engine`);
  return cutRegion(text, name, `src/${file}`);
}
