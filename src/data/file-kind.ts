/** What a file is that cannot be read here, told by its first bytes, and what its owner can do about it. */
import { dataError, type DataError } from './data-error.ts';
import { kindToldBy } from './file-name.ts';
import type { DataFile } from './gzip.ts';
import { idxForm } from './idx-form.ts';

/** First bytes, each as the character of its number. Source: https://en.wikipedia.org/wiki/List_of_file_signatures */
const pictures: readonly (readonly [start: RegExp, format: string])[] = [
  [/^\x89PNG/, 'PNG'],
  [/^\xff\xd8\xff/, 'JPEG'],
  [/^GIF8/, 'GIF'],
  [/^BM.{4}\0\0\0\0/s, 'BMP'],
  [/^RIFF.{4}WEBP/s, 'WebP'],
  [/^(II\*\0|MM\0\*)/, 'TIFF'],
  [/^.{4}ftyp(avif|hei|mif1)/s, 'AVIF/HEIC'],
];
const archives: typeof pictures = [
  [/^7z\xbc\xaf/, '7z'],
  [/^Rar!/, 'RAR'],
  [/^\xfd7zXZ/, 'xz'],
  [/^BZh[1-9]/, 'bzip2'],
  [/^\x28\xb5\x2f\xfd/, 'Zstandard'],
  [/^\x04\x22\x4d\x18/, 'LZ4'],
  [/^\x1f\x9d/, 'compress (.Z)'],
  [/^.{257}ustar/s, 'tar'],
];
const others: typeof pictures = [
  [/^%PDF/, 'PDF'],
  [/^PAR1/, 'Parquet'],
  [/^ARROW1/, 'Arrow'],
  [/^SQLite format 3/, 'SQLite'],
  [/^\x80[\x02-\x05][\s\S]/, 'Python pickle'],
  [/^(\x7fELF|MZ)/, 'program'],
];

/** Looked at for text: a page or a table shows itself in it. */
const openingBytes = 1024;

/** Makes the error for a file of a kind that is not read here; `unknown-file` where nothing is known about it. */
export function unreadable({ name: file, bytes }: DataFile): DataError {
  if (bytes.length === 0) return dataError('is-empty', { file });
  if (bytes.every((byte) => byte === 0)) return dataError('is-zeros', { file });
  const start = String.fromCharCode(...bytes.subarray(0, openingBytes));
  const of = (kinds: typeof pictures): string | undefined =>
    kinds.find(([pattern]) => pattern.test(start))?.[1];

  if (idxForm(bytes)) return wrongIdx({ name: file, bytes });
  if (/^\x89HDF\r\n/.test(start)) return dataError('is-hdf5', { file });
  if (isMatlab4(bytes)) return dataError('is-mat4', { file });
  const picture = of(pictures);
  if (picture) return dataError('is-picture', { file, format: picture });
  const archive = of(archives);
  if (archive) return dataError('is-archive', { file, format: archive });
  const other = of(others);
  if (other) return dataError('is-other', { file, format: other });
  const text = textOf(bytes.subarray(0, openingBytes));
  if (text !== undefined) return unreadableText(file, text.trimStart());
  return dataError(isCalledMat(file) ? 'mat-header' : 'unknown-file', { file });
}

const isCalledMat = (file: string): boolean => /\.mat(\.gz)?$/i.test(file);

function unreadableText(file: string, text: string): DataError {
  if (/^version https:\/\/git-lfs/.test(text)) return dataError('is-lfs', { file });
  if (text.startsWith('<')) return dataError('is-page', { file });
  if (/^[[{]/.test(text)) return dataError('is-text', { file, format: 'JSON' });
  const [line] = text.split(/\r?\n/);
  const isTable = line.split(/[,;\t]/).length > 2 || /\.[ct]sv(\.gz)?$/i.test(file);
  if (isTable) return dataError('is-text', { file, format: 'CSV' });
  return dataError(isCalledMat(file) ? 'mat-header' : 'is-note', { file });
}

/** An IDX file of another form, or of images under a name that says labels, and the other way round. */
function wrongIdx({ name: file, bytes }: DataFile): DataError {
  const { type, axes } = idxForm(bytes)!;
  const told = kindToldBy(file);
  if (type === 'uint8' && axes === 1 && told === 'images')
    return dataError('idx-is-labels', { file });
  if (type === 'uint8' && axes === 3 && told === 'labels')
    return dataError('idx-is-images', { file });
  return dataError('idx-form', { file, type, axes });
}

/** Reads the beginning of a file as UTF-8; undefined where it is none, or holds control characters. */
function textOf(opening: Uint8Array): string | undefined {
  try {
    // As a part of a stream: a letter may be cut at the end.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(opening, { stream: true });
    return /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/**
 * MATLAB 4 has no magic number: five 32-bit numbers (type, rows, columns, imaginary or not, length of the name) and a name
 * that ends in 0. Source: MAT-File Format, The MathWorks (chapter "Level 4 MAT-File Format").
 */
function isMatlab4(bytes: Uint8Array): boolean {
  if (bytes.length < 22) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [true, false].some((littleEndian) => {
    const [type, rows, columns, imaginary, nameBytes] = [0, 4, 8, 12, 16].map((at) =>
      view.getUint32(at, littleEndian),
    );
    const isType = type < 5000 && Math.floor(type / 100) % 10 === 0 && type % 10 <= 2;
    const name = new TextDecoder('latin1').decode(bytes.subarray(20, 20 + nameBytes));
    const isSmall = rows > 0 && columns > 0 && imaginary <= 1 && nameBytes <= 64;
    return isType && isSmall && /^[A-Za-z]\w*\0$/.test(name);
  });
}
