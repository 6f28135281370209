/**
 * The operands of a formula as plain inline text in KaTeX's own fonts. A formula holds some forty of them, and a step
 * changes most; KaTeX builds a table for every subscript and an element for every digit, which the browser takes
 * longer to lay out than all the rest of a figure. What is not one of these few shapes is left to KaTeX.
 */

/** A name as steps write it: `W_{0,0,1,2}`, `\mathrm{d}b_{0}`, `x^{\text{conv1}}_{0,1}`, `\text{scale}_{0}`. */
const name =
  /^(\\mathrm\{d\})?(?:([A-Za-z]|\\alpha|\\eta)|\\text\{(\w+)\})(?:\^\{\\text\{([\w.]+)\}\})?(?:_\{([\d.,-]+)\})?$/;
/** A number, in parentheses where it is negative and multiplied. */
const number = /^\(?[-+]?\d+(?:\.\d+)?\)?$/;
/** `\htmlData{cell=x[0{,}-1],virtual=padding}{body}`, and nothing after it. */
const link = /^\\htmlData\{cell=((?:[^{},]|\{,\})*)(?:,virtual=(\w+))?\}\{(.*)\}$/;

const greek: Readonly<Record<string, string>> = { '\\alpha': 'α', '\\eta': 'η' };
const minus = (text: string): string => text.replaceAll('-', '\u2212');

/** The HTML of one operand, in the element that KaTeX makes for it; undefined where KaTeX has to write it. */
export function plainOperand(tex: string): string | undefined {
  const [, cell, virtual, body] = link.exec(tex) ?? [];
  const inner = body === undefined ? undefined : plainBody(body);
  if (inner === undefined) return undefined;
  const outside = virtual === undefined ? '' : ` data-virtual="${virtual}"`;
  const open = `<span class="enclosing" data-cell="${cell.replaceAll('{,}', ',')}"${outside}>`;
  return `<span class="katex"><span class="lbl-plain">${open}${inner}</span></span></span>`;
}

function plainBody(body: string): string | undefined {
  if (number.test(body)) return minus(body);
  const found = name.exec(body);
  if (!found) return undefined;
  const [, gradient, letter, word, above, below] = found;
  const base = letter ? `<span class="mathnormal">${greek[letter] ?? letter}</span>` : word;
  const index = below === undefined ? '' : minus(below);
  return (gradient ? 'd' : '') + base + scripts(above, index);
}

/** Above and below at once take one narrow column. */
function scripts(above: string | undefined, below: string): string {
  if (above === undefined) return below && `<span class="lbl-below">${below}</span>`;
  return `<span class="lbl-scripts"><span>${above}</span><span>${below}</span></span>`;
}
