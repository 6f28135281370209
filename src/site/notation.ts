/** The one table of symbols: prose, tooltips, colours and the notation page read it. */
import table from '#content/notation.json' with { type: 'json' };

export type Role = 'input' | 'weight' | 'activation' | 'gradient';

export interface Notation {
  readonly code: string;
  readonly tex: string;
  readonly meaning: string;
  readonly shape: string | null;
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
