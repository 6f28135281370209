import { message, type Values } from '#words/messages.ts';
import { dataMessages, type DataErrorCode, type DataErrorParams } from './messages.ts';

/**
 * What is wrong with a data file. `message` is the English sentence; `code` and `params` are plain data, so that they
 * cross a worker's door and can be said in the reader's language.
 */
export class DataError extends Error {
  override name = 'DataError';
  readonly code: DataErrorCode;
  readonly params: Values;

  constructor(code: DataErrorCode, params: Values) {
    super(message(dataMessages, code, params));
    this.code = code;
    this.params = params;
  }
}

/** Makes a DataError whose `params` the type checker holds to the names in the sentence. */
export function dataError<Code extends DataErrorCode>(
  code: Code,
  params: DataErrorParams<Code>,
): DataError {
  return new DataError(code, params);
}
