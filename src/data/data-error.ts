import { dataMessage } from './messages.ts';
import type { DataErrorCode, DataErrorParams } from './messages.ts';

/**
 * What is wrong with a data file. `message` is the English sentence; `code` and `params` are plain data, so that they
 * cross a worker's door and `dataMessage(code, params, locale)` can say it in the reader's language.
 */
export class DataError extends Error {
  override name = 'DataError';
  readonly code: DataErrorCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: DataErrorCode, params: Readonly<Record<string, string | number>>) {
    super(dataMessage(code, params));
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
