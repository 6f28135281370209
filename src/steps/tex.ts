/** A rule's equation for KaTeX, which sets it while the book is built. */
import type { Expression } from './expression.ts';
import { symbolOf, symbolOfCell, type Symbol } from './letters.ts';
import { print, type Hand } from './print.ts';

const signs: Readonly<Record<string, string>> = {
  '·': '\\,',
  '−': '-',
  '+=': '\\mathrel{+}=',
  '←': '\\leftarrow',
  '≤': '\\le',
  '≈': '\\approx',
  '≠': '\\ne',
};

const hand: Hand<string> = {
  holds: () => 'single',
  isFlat: false,
  join: (parts) => parts.join(''),
  text: (text) => texts[text] ?? (/^[a-z]{2,}$/.test(text) ? `\\operatorname{${text}}` : text),
  sign: (sign) => ` ${signs[sign] ?? sign} `,
  cell: ({ operand }, isSetOff) =>
    isSetOff ? `(${written(symbolOfCell(operand))})` : written(symbolOfCell(operand)),
  name: (name, index) => {
    const size = /^([a-z])([HW])$/.exec(name);
    // The code's pH is the r of the equations: p counts the rows of the output.
    const base = size ? `${size[1] === 'p' ? 'r' : size[1]}_${size[2]}` : written(symbolOf(name));
    return index.length === 0
      ? base
      : `${base}_{${index.join(index.every(isSimple) ? ',' : ',\\,')}}`;
  },
  fraction: (above, below) => `\\frac{${above}}{${below}}`,
  power: (base, exponent) => `${base}^{${exponent}}`,
  exp: (of) => `e^{${of}}`,
  root: (of) => `\\sqrt{${of}}`,
  over: (name, indices) => `${name === 'Σ' ? '\\sum' : '\\max'}_{${indices}} `,
};

/** Letters alone need no room between them. */
const isSimple = (index: string): boolean => index.length === 1;

const texts: Readonly<Record<string, string>> = {
  'log ': '\\log ',
  σ: '\\sigma',
  '⋯': '\\cdots',
  '…': '\\ldots',
  '⋮': '\\vdots',
  '−': '-',
};

function written({ upright, letter = '', above, below }: Symbol): string {
  const word = upright === 'd' ? '\\mathrm{d}' : upright && `\\text{${upright}}`;
  return word + letter + (above ? `^{\\text{${above}}}` : '') + (below ? `_{${below}}` : '');
}

export const toTex = (one: Expression): string => print(one, hand);
