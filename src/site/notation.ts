/** The one table of symbols: prose, tooltips, colours and the notation page read it. */
import table from '#content/notation.json' with { type: 'json' };
import type { Language, Words } from '#words/language.ts';
import { strings } from './strings.ts';

export type Role = 'input' | 'weight' | 'activation' | 'gradient';

export interface Notation {
  /** Its name in the code. */
  readonly code: string;
  readonly tex: string;
  /** What equations write besides, and mean the same by: `s_H` for `s`, a short `dW` for `∂L/∂W`. */
  readonly also?: readonly string[];
  readonly meaning: Words;
  /** The extents it may have, `N, C, H, W`; a scalar's are empty. What is no tensor has none. */
  readonly shapes: readonly string[];
  /** The name in code of what a gradient belongs to, whose shape it has. */
  readonly gradientOf?: string;
  readonly role: Role | null;
}

export const notation = table as readonly Notation[];

/** Returns the row of a symbol by its name in code. Throws, with the names there are, for an unknown one. */
export function symbol(code: string): Notation {
  const row = notation.find((candidate) => candidate.code === code);
  if (row === undefined)
    throw new Error(
      `notation: unknown symbol "${code}"; content/notation.json has: ${notation.map((entry) => entry.code).join(', ')}`,
    );
  return row;
}

/** `[D, C, kH, kW] or [D, C]`, `as weight`; empty for what is no tensor. */
export function shapeWords({ shapes, gradientOf }: Notation, language: Language): string {
  const words = strings[language];
  if (gradientOf !== undefined) return words.shapedAs(gradientOf);
  return shapes.map((extents) => `[${extents}]`).join(words.or);
}
