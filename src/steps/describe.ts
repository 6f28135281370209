/** The one door to what can be said of a step: its formula, its sentence, its source line, its indices. */
export { toPieces } from './pieces.ts';
export { leadOf, ruleOf, titleOf } from './rules.ts';
export { runningValue } from './running.ts';
export { toTermText } from './term-text.ts';
export { toText } from './text.ts';
export { toSource as source, type Source } from './source.ts';
export { ledgerOf, type Ledger } from './ledger.ts';
export type { Detail } from './detail.ts';
