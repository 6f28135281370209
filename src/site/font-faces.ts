/**
 * The faces of the book and the characters that they need: written into `build/fonts` while the site is built. Whole, the
 * first screen would wait for 275 KiB; cut to these characters and weights it is a third of that.
 */
export interface Face {
  /** The file's name, without its ending. */
  readonly name: string;
  readonly family: string;
  readonly style: 'normal' | 'italic';
  readonly weight: string;
  /** The whole face, as its package exports it. */
  readonly from: string;
  readonly characters: string;
  /** Where the axes of a variable face are cut or pinned. */
  readonly axes?: Readonly<Record<string, number | { readonly min: number; readonly max: number }>>;
  /** Whether a page with this markup shows the face at once. */
  isShownBy(html: string): boolean;
}

const from = (first: number, last: number): string =>
  String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, k) => first + k));

const spaces = from(0x2000, 0x200b);
/** What KaTeX puts between an operator and its argument: without width, but not without a font. */
const functionApplication = '\u2061';

/** ASCII, the commoner letters of western Europe, and what prose and numbers are set with. */
const text = `${from(0x20, 0x7e)}${spaces}\u00a0§°±²³·¹½×÷ÄÖÜßàáäåçèéêëíïñóôöøúü–—‘’‚“”„†…‹›€−√∂∑≈≠≤≥↑↓`;
const greek = 'ΓΔΘΛΞΠΣΦΨΩ' + from(0x3b1, 0x3c9);
const mathematics = `${text}${greek}${functionApplication}∂∇∏∑√∞∈∉⋅∗∘≠≡≈∼≤≥∥→←↔⇒↦⌊⌋⌈⌉⋯⋮⊙⊤…′`;

const serif = (style: Face['style']) =>
  `@fontsource-variable/source-serif-4/files/source-serif-4-latin-opsz-${style}.woff2`;
const weights = { min: 400, max: 700 };
/** The optical size of the running text, in pixels at the usual size of fonts. */
const opticalSize = 18;
const always = () => true;
const hasMathematics = (html: string) => /class="[^"]*\bkatex\b/.test(html);

export const faces: readonly Face[] = [
  {
    ...{
      name: 'source-serif',
      family: 'Source Serif 4 Variable',
      style: 'normal',
      weight: '400 700',
    },
    ...{ from: serif('normal'), characters: text, axes: { wght: weights, opsz: opticalSize } },
    isShownBy: always,
  },
  {
    ...{ name: 'source-serif-italic', family: 'Source Serif 4 Variable', style: 'italic' },
    ...{ weight: '400', from: serif('italic'), characters: text },
    axes: { wght: 400, opsz: opticalSize },
    isShownBy: (html) => /<(em|i|cite|dfn)\b/.test(html),
  },
  {
    ...{
      name: 'source-sans',
      family: 'Source Sans 3 Variable',
      style: 'normal',
      weight: '400 700',
    },
    from: '@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght-normal.woff2',
    ...{ characters: text, axes: { wght: weights } },
    isShownBy: always,
  },
  {
    ...{ name: 'source-sans-greek', family: 'Source Sans 3 Variable', style: 'normal' },
    from: '@fontsource-variable/source-sans-3/files/source-sans-3-greek-wght-normal.woff2',
    ...{ weight: '400 700', characters: greek, axes: { wght: weights } },
    isShownBy: () => false,
  },
  {
    ...{ name: 'katex-main', family: 'KaTeX_Main', style: 'normal', weight: '400' },
    ...{ from: 'katex/dist/fonts/KaTeX_Main-Regular.woff2', characters: mathematics },
    isShownBy: hasMathematics,
  },
  {
    ...{ name: 'katex-math', family: 'KaTeX_Math', style: 'italic', weight: '400' },
    ...{ from: 'katex/dist/fonts/KaTeX_Math-Italic.woff2', characters: mathematics },
    isShownBy: hasMathematics,
  },
];
