/** What an IDX file holds, by its first four bytes: two zeros, a type, the number of axes. */
import type { PartKind } from './file-name.ts';

export interface IdxForm {
  readonly type: string;
  readonly axes: number;
}

const types: Readonly<Record<number, string>> = {
  ...{ 0x08: 'uint8', 0x09: 'int8', 0x0b: 'int16', 0x0c: 'int32' },
  ...{ 0x0d: 'float32', 0x0e: 'float64' },
};
/** More axes than any file has; beyond that the four bytes are no sign of IDX. */
const mostAxes = 8;

export function idxForm(bytes: Uint8Array): IdxForm | undefined {
  const [first, second, code, axes] = bytes;
  const isIdx = first === 0 && second === 0 && axes >= 1 && axes <= mostAxes && code in types;
  return isIdx ? { type: types[code], axes } : undefined;
}

/** Tells what an unpacked IDX file of bytes holds; undefined where it is neither images nor labels. */
export function idxKind(bytes: Uint8Array): PartKind | undefined {
  const form = idxForm(bytes);
  if (form?.type !== 'uint8') return undefined;
  return form.axes === 3 ? 'images' : form.axes === 1 ? 'labels' : undefined;
}
