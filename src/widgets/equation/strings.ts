/** The words of an equation. */
import { dictionary } from '#words/language.ts';

export const strings = dictionary(
  { equation: (of: string) => `Equation: ${of}` },
  { equation: (of) => `等式：${of}` },
);
