/** Tells whether bytes are one of MNIST's files, packed or not. */
import { createHash } from 'node:crypto';
import { DataError } from '#data/data-error.ts';
import { isGzip, unpacked } from '#data/gzip.ts';
import { idxKind } from '#data/idx-form.ts';
import type { IdxFile } from '#data/mnist-files.ts';

/** Returns what is wrong, as the end of a sentence, or undefined where the SHA-256 of the unpacked bytes agrees. */
export async function fault(file: IdxFile, bytes: Uint8Array): Promise<string | undefined> {
  if (isPage(bytes)) return 'is a web page';
  if (!isGzip(bytes) && !idxKind(bytes)) return 'is no IDX file';
  try {
    const plain = await unpacked({ name: file.name, bytes }, file.bytes);
    if (plain.length !== file.bytes)
      return `unpacks to ${plain.length} bytes, expected ${file.bytes}`;
    const sha256 = createHash('sha256').update(plain).digest('hex');
    return sha256 === file.sha256 ? undefined : 'has another SHA-256 than MNIST';
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    return error.code === 'too-large'
      ? `unpacks to more than ${file.bytes} bytes`
      : 'is damaged or cut short';
  }
}

function isPage(bytes: Uint8Array): boolean {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64));
  return start.trimStart().startsWith('<');
}
