import type { Import } from './imports.ts';

/**
 * Every cycle of imports, as the sorted files of each knot: files that lead to one another, however long the way
 * (Tarjan's strongly connected components, 1972). A worker's address makes no cycle.
 */
export function findCycles(imports: readonly Import[]): string[][] {
  const targets = new Map<string, string[]>();
  for (const { from, to, isWorker } of imports)
    if (!isWorker) targets.set(from, [...(targets.get(from) ?? []), to]);
  const order = new Map<string, number>();
  const path: string[] = [];
  const knots: string[][] = [];

  /** The place in the order of the earliest file on the path that `file` leads back to. */
  const visit = (file: string): number => {
    const own = order.size;
    order.set(file, own);
    path.push(file);
    let earliest = own;
    for (const next of targets.get(file) ?? [])
      if (!order.has(next)) earliest = Math.min(earliest, visit(next));
      else if (path.includes(next)) earliest = Math.min(earliest, order.get(next)!);
    if (earliest < own) return earliest;
    const knot = path.splice(path.indexOf(file));
    if (knot.length > 1 || targets.get(file)?.includes(file)) knots.push(knot.sort());
    return earliest;
  };
  for (const file of targets.keys()) if (!order.has(file)) visit(file);
  return knots.sort((a, b) => (a[0] < b[0] ? -1 : 1));
}
