/** Lists and shapes as text. */
import type { Language } from './language.ts';

/** `a`, `a and b`, `a, b and c`; in Chinese `a、b、c`. */
export function listed(items: readonly string[], language: Language): string {
  if (language === 'zh-cn') return items.join('、');
  if (items.length < 2) return items.join();
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** A shape as a title says it: `4×1×3×3`; a scalar is `1`. */
export const sizeText = (shape: readonly number[]): string => shape.join('×') || '1';

/** A place or an extent along an axis, after the axis's letter where it has one: `c 1`, `2`. */
export const axisText = (letter: string | undefined, at: number): string =>
  letter ? `${letter} ${at}` : String(at);

/** A shape with the letters of its axes, as far as there are any: `[n 8, c 1, h 28, w 28]`, `[2, 3]`. */
export const shapeText = (shape: readonly number[], letters: readonly string[] = []): string =>
  `[${shape.map((extent, axis) => axisText(letters[axis], extent)).join(', ')}]`;
