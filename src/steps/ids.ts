/**
 * How a cell and a step are written: `conv1.weight[1,0,2,2]` and `conv1.backward.dWeight[1,0,2,2]`. A scalar's cell
 * is `loss[]`. Both stand in addresses and attributes, so reading one back never throws and never half understands.
 */
import type { CellRef } from './step.ts';

/** No id of ours comes near this; a longer text is refused before it is looked at. */
const longestId = 200;
const grammar = /^([A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)*)\[((?:\d{1,9}(?:,\d{1,9}){0,7})?)\]$/;

export const formatCell = (ref: CellRef): string => formatId(ref.tensor, ref.index);

export const formatId = (stage: string, index: readonly number[]): string =>
  `${stage}[${index.join(',')}]`;

/** Reads `stage[1,0,2]`; undefined for anything else. */
export function parseId(text: string): { stage: string; index: number[] } | undefined {
  if (text.length > longestId) return undefined;
  const match = grammar.exec(text);
  if (match === null) return undefined;
  return { stage: match[1], index: match[2] === '' ? [] : match[2].split(',').map(Number) };
}

/** Reads a real cell, `tensor[1,0,2]`; undefined for anything else, `virtual` cells included. */
export function parseCell(text: string): CellRef | undefined {
  const parsed = parseId(text);
  return parsed && { tensor: parsed.stage, index: parsed.index };
}

/** Whether `index` lies inside a tensor of this shape. */
export const isInside = (shape: readonly number[], index: readonly number[]): boolean =>
  index.length === shape.length &&
  index.every((at, axis) => Number.isInteger(at) && at >= 0 && at < shape[axis]);
