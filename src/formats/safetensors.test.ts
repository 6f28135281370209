import { describe, expect, it } from 'vitest';
import { mulberry32 } from '#engine/random.ts';
import { tensor } from '#engine/tensor.ts';
import { message } from '#words/messages.ts';
import { FormatError } from './format-error.ts';
import { formatMessages } from './messages.ts';
import { readSafetensors, writeSafetensors } from './safetensors.ts';

const file = 'w.safetensors';
const weights = {
  tensors: {
    'conv1.weight': tensor([2, 1, 1, 2], Float32Array.of(1, -2.5, 1e-30, 3e38)),
    'conv1.bias': tensor([2], Float32Array.of(-0, NaN)),
    empty: tensor([0, 3], new Float32Array()),
    scalar: tensor([], Float32Array.of(7)),
  },
  metadata: { recipe: 'pocket', 'unicode 数': '中文 "quoted" \\' },
};

/** A file with this header, or this text in the header's place, and so many bytes of numbers. */
function fileOf(header: unknown, size = 0): Uint8Array {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  const json = new TextEncoder().encode(text);
  const bytes = new Uint8Array(8 + json.length + size);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  return bytes;
}

const entry = (shape: unknown, from: unknown, to: unknown, dtype: unknown = 'F32') => {
  return { dtype, shape, data_offsets: [from, to] };
};

const errorOf = (action: () => unknown): FormatError => {
  try {
    action();
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

describe('writeSafetensors, readSafetensors', () => {
  it('give back names, order, shapes, metadata and every bit of the numbers', () => {
    const back = readSafetensors(file, writeSafetensors(weights));
    expect(Object.keys(back.tensors)).toEqual(Object.keys(weights.tensors));
    expect(back.metadata).toEqual(weights.metadata);
    for (const [name, { shape, data }] of Object.entries(weights.tensors)) {
      expect(back.tensors[name].shape).toEqual(shape);
      const bits = (numbers: typeof data) => new Uint32Array(Float32Array.from(numbers).buffer);
      expect(bits(back.tensors[name].data)).toEqual(bits(data));
    }
  });

  it('read a file that lies anywhere in a larger one, and keep none of it', () => {
    const bytes = writeSafetensors(weights);
    const larger = new Uint8Array(bytes.length + 5);
    larger.set(bytes, 3);
    const view = larger.subarray(3, 3 + bytes.length);
    const back = readSafetensors(file, view);
    view.fill(0);
    expect(back.tensors['conv1.weight'].data[1]).toBe(-2.5);
  });

  it('agree with what the format’s own library writes', () => {
    // safetensors.numpy.save({ 'a': np.array([[1, 2]], np.float32) }, { 'k': 'v' })
    const header =
      '{"__metadata__":{"k":"v"},"a":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}';
    const expected = fileOf(header.padEnd(Math.ceil(header.length / 8) * 8), 8);
    new DataView(expected.buffer).setFloat32(expected.length - 8, 1, true);
    new DataView(expected.buffer).setFloat32(expected.length - 4, 2, true);
    const tensors = { a: tensor([1, 2], Float32Array.of(1, 2)) };
    expect(writeSafetensors({ tensors, metadata: { k: 'v' } })).toEqual(expected);
  });

  it('take tensors in any order, none, no metadata, and names that objects have of their own', () => {
    expect(readSafetensors(file, fileOf({}))).toEqual({ tensors: {}, metadata: {} });
    const swapped = { b: entry([1], 4, 8), a: entry([1], 0, 4) };
    expect(Object.keys(readSafetensors(file, fileOf(swapped, 8)).tensors)).toEqual(['b', 'a']);
    const odd = '{"__proto__":{"dtype":"F32","shape":[],"data_offsets":[0,4]}}';
    expect(Object.keys(readSafetensors(file, fileOf(odd, 4)).tensors)).toEqual(['__proto__']);
  });
});

describe('readSafetensors refuses', () => {
  const twice = '{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},';
  it.each([
    ['no-header', new Uint8Array(7)],
    ['header-length', writeSafetensors(weights).subarray(0, 40)],
    ['header-length', new Uint8Array(16).fill(255)],
    ['header-text', new Uint8Array(8)],
    ['header-text', fileOf('[]')],
    ['header-text', fileOf('{"a":')],
    ['header-text', fileOf('\ufeff{}')],
    ['duplicate-name', fileOf(`${twice}"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8)],
    ['duplicate-name', fileOf(`${twice}"\\u0061":0}`, 8)],
    ['duplicate-name', fileOf('{"__metadata__":{"k":"{","k":"v"}}')],
    ['metadata-form', fileOf({ __metadata__: { k: 1 } })],
    ['metadata-form', fileOf({ __metadata__: 'text' })],
    ['tensor-form', fileOf({ a: 3 })],
    ['tensor-form', fileOf({ a: { dtype: 'F32', shape: [1] } }, 4)],
    ['tensor-form', fileOf({ a: entry([1], -4, 0) }, 4)],
    ['tensor-form', fileOf({ a: entry([1], 0, 4.5) }, 4)],
    ['tensor-form', fileOf({ a: entry([1], 0, 4, 32) }, 4)],
    ['tensor-type', fileOf({ a: entry([1], 0, 2, 'BF16') }, 2)],
    ['tensor-shape', fileOf({ a: entry([-1], 0, 4) }, 4)],
    ['tensor-shape', fileOf({ a: entry([0.5], 0, 2) }, 2)],
    ['tensor-shape', fileOf({ a: entry([2 ** 30, 2 ** 30], 0, 4) }, 4)],
    ['tensor-shape', fileOf({ a: entry([['1']], 0, 4) }, 4)],
    ['tensor-size', fileOf({ a: entry([2], 0, 4) }, 4)],
    ['tensor-bounds', fileOf({ a: entry([2], 0, 8) }, 4)],
    ['tensor-bounds', fileOf({ a: entry([1], 4, 0) }, 4)],
    ['tensor-overlap', fileOf({ a: entry([2], 0, 8), b: entry([1], 4, 8) }, 8)],
    ['unclaimed-bytes', fileOf({ a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12)],
    ['unclaimed-bytes', fileOf({ a: entry([1], 0, 4) }, 5)],
  ] as const)('%s', (code, bytes) => {
    const error = errorOf(() => readSafetensors(file, bytes));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^w\.safetensors: [^{}]+$/);
    expect(message(formatMessages, error.code, error.params, 'zh-cn')).not.toMatch(/[{}]/);
  });

  it('a download that broke off, in a sentence', () => {
    const bytes = writeSafetensors(weights).subarray(0, 100);
    expect(errorOf(() => readSafetensors(file, bytes)).message).toBe(
      'w.safetensors: no safetensors file, or cut short; its header should have 328 bytes, and 92 are left',
    );
  });
});

describe('writeSafetensors refuses', () => {
  const write = (tensors: Parameters<typeof writeSafetensors>[0]['tensors']) =>
    errorOf(() => writeSafetensors({ tensors, metadata: {} })).message;

  it('what the format, or its reader here, does not hold', () => {
    const one = tensor([1], Float32Array.of(1));
    expect(write({ __metadata__: one })).toMatchInlineSnapshot(
      `"__metadata__ cannot be written: the name is kept for the metadata"`,
    );
    expect(write({ a: tensor([1], [1]) })).toMatchInlineSnapshot(
      `"a cannot be written: its numbers are float64, and F32 is what is written"`,
    );
    expect(write({ a: { ...one, shape: [2] } })).toMatchInlineSnapshot(
      `"a cannot be written: its shape [2] does not hold 1 numbers"`,
    );
  });
});

const damagedFiles = 5000;
const seed = 20261125;
/** For all of them, in milliseconds; they take a second on a free core. */
const patience = 120_000;

describe('readSafetensors(a damaged file)', () => {
  it(
    'names what is wrong in a whole sentence, or reads tensors that fill their shapes',
    () => {
      const random = mulberry32(seed);
      const below = (count: number): number => Math.floor((random() / 2 ** 32) * count);
      const right = writeSafetensors(weights);
      const headerEnd = right.length - 7 * 4;
      const codes = new Set<string>();
      for (let n = 0; n < damagedFiles; n++) {
        let bytes = right.slice();
        for (let hits = 1 + below(3); hits > 0; hits--) {
          const kind = below(4);
          if (kind === 0) bytes = bytes.slice(0, below(bytes.length + 1));
          else if (kind === 1) bytes[below(Math.min(headerEnd, bytes.length))] = below(256);
          // Digits stay digits: shapes and offsets that are JSON, and wrong.
          else if (kind === 2)
            for (let k = below(bytes.length); k < bytes.length; k++) {
              if (bytes[k] < 0x30 || bytes[k] > 0x39 || k < 8) continue;
              bytes[k] = 0x30 + below(10);
              break;
            }
          else bytes = Uint8Array.of(...bytes, ...bytes.subarray(0, below(40)));
        }
        try {
          const { tensors } = readSafetensors(file, bytes);
          for (const { shape, data } of Object.values(tensors))
            expect(data.length).toBe(shape.reduce((size, extent) => size * extent, 1));
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          codes.add(error.code);
          expect(error.message).toMatch(/^w\.safetensors: \S.*\S$/);
        }
      }
      expect([...codes].sort()).toMatchInlineSnapshot(`
        [
          "header-length",
          "header-text",
          "no-header",
          "tensor-bounds",
          "tensor-form",
          "tensor-size",
          "tensor-type",
          "unclaimed-bytes",
        ]
      `);
    },
    patience,
  );
});
