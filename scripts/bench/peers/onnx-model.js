/* The network as the bytes of an ONNX model. ONNX is protocol buffers: fields of a number, a type and a value. */

const encoder = new TextEncoder();

function varint(value) {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}

const integer = (field, value) => [...varint(8 * field), ...varint(value)];

function join(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function message(field, ...parts) {
  const content = join(parts);
  return join([varint(8 * field + 2), varint(content.length), content]);
}

const text = (field, value) => message(field, encoder.encode(value));

/* The fields' numbers are those of onnx.proto. */
const FLOAT = 1;
const OPSET = 13; // the first whose operators are all that is needed here, old enough for every runtime
const IR_VERSION = 8;

const attribute = (name, value) =>
  Array.isArray(value)
    ? message(5, text(1, name), ...value.map((one) => integer(8, one)), integer(20, 7)) // ints
    : message(5, text(1, name), integer(3, value), integer(20, 2)); // int

const node = (type, inputs, output, attributes = {}) =>
  message(
    1,
    ...inputs.map((name) => text(1, name)),
    text(2, output),
    text(4, type),
    ...Object.entries(attributes).map(([name, value]) => attribute(name, value)),
  );

const initializer = (name, { shape, data }) =>
  message(
    5,
    ...shape.map((size) => integer(1, size)),
    integer(2, FLOAT),
    text(8, name),
    message(9, new Uint8Array(new Float32Array(data).buffer)), // little-endian, as every machine here
  );

/** The input or the output: a batch of any size N of `shape`. */
function value(field, name, shape) {
  const sizes = [text(2, 'N'), ...shape.map((size) => integer(1, size))];
  const dimensions = sizes.map((size) => message(1, size));
  const type = message(1, integer(1, FLOAT), message(2, ...dimensions));
  return message(field, text(1, name), message(2, type));
}

/** Tensors { shape, data } by name → a model with input `x` [N, 1, 28, 28] and output `logits` [N, 10]. */
export function onnxModel(parameters) {
  const window = { kernel_shape: [2, 2], strides: [2, 2] };
  const of = (name) => [`${name}.weight`, `${name}.bias`];
  const nodes = [
    node('Conv', ['x', ...of('conv1')], 'c1', { kernel_shape: [3, 3] }),
    node('Relu', ['c1'], 'r1'),
    node('MaxPool', ['r1'], 'p1', window),
    node('Conv', ['p1', ...of('conv2')], 'c2', { kernel_shape: [3, 3] }),
    node('Relu', ['c2'], 'r2'),
    node('MaxPool', ['r2'], 'p2', window),
    node('Flatten', ['p2'], 'f', { axis: 1 }),
    node('Gemm', ['f', ...of('dense1')], 'd1', { transB: 1 }),
    node('Relu', ['d1'], 'r3'),
    node('Gemm', ['r3', ...of('dense2')], 'd2', { transB: 1 }),
    node('Relu', ['d2'], 'r4'),
    node('Gemm', ['r4', ...of('dense3')], 'logits', { transB: 1 }),
  ];
  const graph = message(
    7,
    ...nodes,
    text(2, 'the network of the article'),
    ...Object.entries(parameters).map(([name, tensor]) => initializer(name, tensor)),
    value(11, 'x', [1, 28, 28]),
    value(12, 'logits', [10]),
  );
  return join([integer(1, IR_VERSION), graph, message(8, integer(2, OPSET))]);
}
