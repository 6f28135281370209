import { message, type Values } from '#words/messages.ts';
import { formatMessages, type FormatErrorCode, type FormatErrorParams } from './messages.ts';

/** What is wrong with a file of weights. `message` is the English sentence; `code` and `params` are plain data. */
export class FormatError extends Error {
  override name = 'FormatError';
  readonly code: FormatErrorCode;
  readonly params: Values;

  constructor(code: FormatErrorCode, params: Values) {
    super(message(formatMessages, code, params));
    this.code = code;
    this.params = params;
  }
}

/** Makes a FormatError whose `params` the type checker holds to the names in the sentence. */
export function formatError<Code extends FormatErrorCode>(
  code: Code,
  params: FormatErrorParams<Code>,
): FormatError {
  return new FormatError(code, params);
}
