/** Small data sets, and the files that hold them, for tests. No pixel here comes from a real data set. */
import { crc32, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { LabelledImages } from '#engine/backend.ts';
import type { DataFile } from './gzip.ts';
import { writeIdxImages, writeIdxLabels } from './idx.ts';

const side = 28;
const imageBytes = side * side;

/** Images in which every byte follows from its place, labels 0, 1, ..., 9, 0, ... */
export function smallImages(count: number, salt = 0): LabelledImages {
  const pixels = Uint8Array.from({ length: count * imageBytes }, (_, k) => (k * 31 + salt) % 251);
  const labels = Uint8Array.from({ length: count }, (_, n) => n % 10);
  return { count, pixels, labels };
}

export const idxImages = ({ count, pixels }: LabelledImages): Uint8Array =>
  writeIdxImages({ count, height: side, width: side, pixels });

export const idxNames = [
  'train-images-idx3-ubyte',
  'train-labels-idx1-ubyte',
  't10k-images-idx3-ubyte',
  't10k-labels-idx1-ubyte',
] as const;

/** The four files of a data set, packed or plain, in the order of `idxNames`. */
export function idxFour(
  { train, test }: { train: LabelledImages; test: LabelledImages },
  { names = idxNames, packed = false }: { names?: readonly string[]; packed?: boolean } = {},
): DataFile[] {
  const contents = [
    idxImages(train),
    writeIdxLabels(train.labels),
    idxImages(test),
    writeIdxLabels(test.labels),
  ];
  return contents.map((bytes, k) => ({
    name: names[k],
    bytes: packed ? new Uint8Array(gzipSync(bytes)) : bytes,
  }));
}

export interface MatVariable {
  readonly name: string;
  readonly shape: readonly number[];
  /** Column-major. */
  readonly bytes: Uint8Array;
  readonly arrayClass?: number;
  readonly dataType?: number;
}

/** The twenty variables of `mnist_all.mat`. */
export function matVariables(splits: { train: LabelledImages; test: LabelledImages }) {
  return (['train', 'test'] as const).flatMap((split) =>
    Array.from({ length: 10 }, (_, label): MatVariable => {
      const { labels, pixels } = splits[split];
      const rows = [...labels.keys()].filter((n) => labels[n] === label);
      const bytes = new Uint8Array(rows.length * imageBytes);
      rows.forEach((n, r) => {
        for (let pixel = 0; pixel < imageBytes; pixel++)
          bytes[pixel * rows.length + r] = pixels[n * imageBytes + pixel];
      });
      return { name: `${split}${label}`, shape: [rows.length, imageBytes], bytes };
    }),
  );
}

/** Writes a MATLAB 5 file. */
export function writeMat(
  variables: readonly MatVariable[],
  { packed = true, littleEndian = true }: { packed?: boolean; littleEndian?: boolean } = {},
): Uint8Array {
  const header = new Uint8Array(128).fill(0x20);
  header.set(new TextEncoder().encode('MATLAB 5.0 MAT-file'));
  new DataView(header.buffer).setUint16(124, 0x0100, littleEndian);
  header.set(new TextEncoder().encode(littleEndian ? 'IM' : 'MI'), 126);
  const words = (...values: number[]) => {
    const view = new DataView(new ArrayBuffer(4 * values.length));
    values.forEach((value, k) => view.setUint32(4 * k, value, littleEndian));
    return new Uint8Array(view.buffer);
  };
  const element = (type: number, data: Uint8Array) =>
    concat(words(type, data.length), data, new Uint8Array((8 - (data.length % 8)) % 8));
  const elements = variables.map(({ name, shape, bytes, arrayClass = 9, dataType = 2 }) => {
    const matrix = element(
      14,
      concat(
        element(6, words(arrayClass, 0)),
        element(5, words(...shape)),
        element(1, new TextEncoder().encode(name)),
        element(dataType, bytes),
      ),
    );
    if (!packed) return matrix;
    const data = new Uint8Array(deflateSync(matrix));
    return concat(words(15, data.length), data);
  });
  return concat(header, ...elements);
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Writes a `.npy` file; `numbers` are the bytes as they are to stand in it. */
export function writeNpy(
  shape: readonly number[],
  numbers: Uint8Array,
  { descr = '|u1', isFortran = false }: { descr?: string; isFortran?: boolean } = {},
): Uint8Array {
  const extents = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const order = isFortran ? 'True' : 'False';
  const header = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${extents}), }`;
  const padded = `${header.padEnd(117)}\n`;
  return concat(
    Uint8Array.of(0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, padded.length, 0),
    new TextEncoder().encode(padded),
    numbers,
  );
}

/** The four arrays of a data set, as in Keras' `mnist.npz`, in the order of `idxNames`. */
export function npyFour(splits: { train: LabelledImages; test: LabelledImages }): DataFile[] {
  return (['train', 'test'] as const).flatMap((name) => {
    const { count, pixels, labels } = splits[name];
    return [
      { name: `x_${name}.npy`, bytes: writeNpy([count, side, side], pixels) },
      { name: `y_${name}.npy`, bytes: writeNpy([count], labels) },
    ];
  });
}

/** Writes a ZIP archive, its entries deflated or stored. */
export function writeZip(files: readonly DataFile[], { packed = true } = {}): Uint8Array {
  const u16 = (value: number) => [value & 0xff, value >> 8];
  const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];
  const local: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let offset = 0;
  for (const { name, bytes } of files) {
    const data = packed ? new Uint8Array(deflateRawSync(bytes)) : bytes;
    const encoded = new TextEncoder().encode(name);
    const sizes = [...u32(crc32(bytes)), ...u32(data.length), ...u32(bytes.length)];
    const common = [20, 0, 0, 0, packed ? 8 : 0, 0, 0, 0, 0, 0, ...sizes, ...u16(encoded.length)];
    const entry = concat(Uint8Array.of(...u32(0x04034b50), ...common, 0, 0), encoded, data);
    const rest = [...new Array<number>(12).fill(0), ...u32(offset)];
    central.push(concat(Uint8Array.of(...u32(0x02014b50), 20, 0, ...common, ...rest), encoded));
    local.push(entry);
    offset += entry.length;
  }
  const directory = concat(...central);
  const count = [...u16(files.length), ...u16(files.length)];
  const end = [...u32(0x06054b50), 0, 0, 0, 0, ...count, ...u32(directory.length), ...u32(offset)];
  return concat(...local, directory, Uint8Array.of(...end, 0, 0));
}
