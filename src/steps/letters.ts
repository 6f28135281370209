/** How a tensor is called in a formula: by a letter where the field has one, else by its word. */
import type { Operand } from './step.ts';

/** Letters of the parts. A part of one letter is its own; any other is written as a word. */
const letters: Readonly<Record<string, string>> = {
  weight: 'W',
  bias: 'b',
  alpha: 'α',
  logits: 'z',
  probabilities: 'p',
  target: 't',
  loss: 'L',
  learningRate: 'η',
};

/** `dWeight` is d and W. `below` are indices, `above` the layer that a part belongs to. */
export interface Symbol {
  /** Upright: a word, and the d of a gradient. */
  readonly upright: string;
  /** In italics. */
  readonly letter?: string;
  readonly above?: string;
  readonly below?: string;
}

/** The shape of a tensor by its name, where it is known. */
export type ShapeOf = (tensor: string) => readonly number[] | undefined;

/** The symbol of a part, without its indices. */
export function symbolOf(part: string): Symbol {
  const gradient = /^d([A-Z]\w*|[a-zα-ω])$/.exec(part)?.[1];
  const of = gradient === undefined ? part : gradient[0].toLowerCase() + gradient.slice(1);
  const d = gradient === undefined ? '' : 'd';
  const letter = letters[of] ?? ([...of].length === 1 ? of : undefined);
  return letter === undefined ? { upright: d + of } : { upright: d, letter };
}

/**
 * The symbol of a cell: `conv1.dWeight[1,0,2,2]` has the layer above and the index below. Where the tensor's shape is
 * known, axes of size 1 are left out, for they offer no choice: y[0,2] for y[0,0,0,2].
 */
export function symbolOfCell({ ref }: Operand, shapeOf?: ShapeOf): Symbol {
  const shape = shapeOf?.(ref.tensor);
  const words = ref.tensor.split('.');
  const above = words.slice(0, -1).join('.');
  const hasChoice = (at: number, axis: number): boolean =>
    shape === undefined || shape[axis] > 1 || at !== 0;
  const below = ref.index
    .filter(hasChoice)
    .map((at) => String(at).replace('-', '\u2212'))
    .join(',');
  const own = symbolOf(words.at(-1) ?? '');
  return { ...own, ...(above && { above }), ...(below && { below }) };
}
