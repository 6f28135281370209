import * as tellings from './operations.ts';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { conv2d } from '#engine/ops/conv2d.ts';
import { flatten } from '#engine/ops/flatten.ts';
import { maxPool2d } from '#engine/ops/max-pool2d.ts';
import { tensor } from '#engine/tensor.ts';
import { leadOf, ledgerOf, source, toTermText, toPieces, toText } from './describe.ts';
import { operationTrace } from './operation-trace.ts';
import { rules } from './rules.ts';
import { rowText } from './testing.ts';
import { stepsOf } from './trace.ts';

const run = {
  inputs: {
    x: tensor([1, 1, 3, 3], [1, 2, 0, 0, 1, 3, 2, 0, 1]),
    weight: tensor([1, 1, 2, 2], [1, -1, 0.5, 2]),
    bias: tensor([1], [0.1]),
  },
  dy: tensor([1, 1, 2, 2], [1, 0.5, -1, 2]),
};

test('the captions of a backward pass, read in order, are a lesson', () => {
  const trace = operationTrace(conv2d, run, tellings.conv2d.backward);
  const lines = [...stepsOf(trace)].flatMap((step, position) => {
    const text = toText(step, 'en');
    return trace.stageAt(position).start === position ? [leadOf(step.rule, 'en'), text] : [text];
  });
  expect(lines.join('\n')).toMatchInlineSnapshot(`
    "The bias was added once to every cell of its channel of y, so its gradient is the sum of dy over that channel, in all examples.
    dBias[0] gets dy[0,0,0,0] + dy[0,0,0,1] + dy[0,0,1,0] + dy[0,0,1,1] = 1.00 + 0.50 + (−1.00) + 2.00 = 2.50.
    A weight met one number of x in every window of every example; its gradient adds these up, each times the dy of its window.
    dWeight[0,0,0,0] gets dy[0,0,0,0]·x[0,0,0,0] + dy[0,0,0,1]·x[0,0,0,1] + dy[0,0,1,0]·x[0,0,1,0] + dy[0,0,1,1]·x[0,0,1,1] = 1.00·1.00 + 0.50·2.00 + (−1.00)·0.00 + 2.00·1.00 = 4.00.
    dWeight[0,0,0,1] gets dy[0,0,0,0]·x[0,0,0,1] + dy[0,0,0,1]·x[0,0,0,2] + dy[0,0,1,0]·x[0,0,1,1] + dy[0,0,1,1]·x[0,0,1,2] = 1.00·2.00 + 0.50·0.00 + (−1.00)·1.00 + 2.00·3.00 = 7.00.
    dWeight[0,0,1,0] gets dy[0,0,0,0]·x[0,0,1,0] + dy[0,0,0,1]·x[0,0,1,1] + dy[0,0,1,0]·x[0,0,2,0] + dy[0,0,1,1]·x[0,0,2,1] = 1.00·0.00 + 0.50·1.00 + (−1.00)·2.00 + 2.00·0.00 = −1.50.
    dWeight[0,0,1,1] gets dy[0,0,0,0]·x[0,0,1,1] + dy[0,0,0,1]·x[0,0,1,2] + dy[0,0,1,0]·x[0,0,2,1] + dy[0,0,1,1]·x[0,0,2,2] = 1.00·1.00 + 0.50·3.00 + (−1.00)·0.00 + 2.00·1.00 = 4.50.
    Each x was read by every window that covers it, each time under another weight; so dy is read through the kernel rotated by 180 degrees, with zeros around dy and, for a stride above 1, between its cells.
    dx[0,0,0,0] gets dy[0,0,0,0]·weight[0,0,0,0] = 1.00·1.00 = 1.00; 3 more products meet zeros outside dy.
    dx[0,0,0,1] gets dy[0,0,0,0]·weight[0,0,0,1] + dy[0,0,0,1]·weight[0,0,0,0] = 1.00·(−1.00) + 0.50·1.00 = −0.50; 2 more products meet zeros outside dy.
    dx[0,0,0,2] gets dy[0,0,0,1]·weight[0,0,0,1] = 0.50·(−1.00) = −0.50; 3 more products meet zeros outside dy.
    dx[0,0,1,0] gets dy[0,0,0,0]·weight[0,0,1,0] + dy[0,0,1,0]·weight[0,0,0,0] = 1.00·0.50 + (−1.00)·1.00 = −0.50; 2 more products meet zeros outside dy.
    dx[0,0,1,1] gets dy[0,0,0,0]·weight[0,0,1,1] + dy[0,0,0,1]·weight[0,0,1,0] + dy[0,0,1,0]·weight[0,0,0,1] + dy[0,0,1,1]·weight[0,0,0,0] = 1.00·2.00 + 0.50·0.50 + (−1.00)·(−1.00) + 2.00·1.00 = 5.25.
    dx[0,0,1,2] gets dy[0,0,0,1]·weight[0,0,1,1] + dy[0,0,1,1]·weight[0,0,0,1] = 0.50·2.00 + 2.00·(−1.00) = −1.00; 2 more products meet zeros outside dy.
    dx[0,0,2,0] gets dy[0,0,1,0]·weight[0,0,1,0] = (−1.00)·0.50 = −0.50; 3 more products meet zeros outside dy.
    dx[0,0,2,1] gets dy[0,0,1,0]·weight[0,0,1,1] + dy[0,0,1,1]·weight[0,0,1,0] = (−1.00)·2.00 + 2.00·0.50 = −1.00; 2 more products meet zeros outside dy.
    dx[0,0,2,2] gets dy[0,0,1,1]·weight[0,0,1,1] = 2.00·2.00 = 4.00; 3 more products meet zeros outside dy."
  `);
});

test('the stamps of the same pass', () => {
  const trace = operationTrace(conv2d, run, tellings.conv2d.scatter);
  expect([...stepsOf(trace)].map((step) => toText(step, 'en')).join('\n')).toMatchInlineSnapshot(`
    "dy[0,0,0,0] = 1.00 adds its share to 4 cells of dx: dx[0,0,0,0] becomes 0.00 + 1.00·1.00 = 1.00; dx[0,0,0,1] becomes 0.00 + 1.00·(−1.00) = −1.00; dx[0,0,1,0] becomes 0.00 + 1.00·0.50 = 0.50; dx[0,0,1,1] becomes 0.00 + 1.00·2.00 = 2.00.
    dy[0,0,0,1] = 0.50 adds its share to 4 cells of dx: dx[0,0,0,1] becomes −1.00 + 0.50·1.00 = −0.50; dx[0,0,0,2] becomes 0.00 + 0.50·(−1.00) = −0.50; dx[0,0,1,1] becomes 2.00 + 0.50·0.50 = 2.25; dx[0,0,1,2] becomes 0.00 + 0.50·2.00 = 1.00.
    dy[0,0,1,0] = −1.00 adds its share to 4 cells of dx: dx[0,0,1,0] becomes 0.50 + (−1.00)·1.00 = −0.50; dx[0,0,1,1] becomes 2.25 + (−1.00)·(−1.00) = 3.25; dx[0,0,2,0] becomes 0.00 + (−1.00)·0.50 = −0.50; dx[0,0,2,1] becomes 0.00 + (−1.00)·2.00 = −2.00.
    dy[0,0,1,1] = 2.00 adds its share to 4 cells of dx: dx[0,0,1,1] becomes 3.25 + 2.00·1.00 = 5.25; dx[0,0,1,2] becomes 1.00 + 2.00·(−1.00) = −1.00; dx[0,0,2,1] becomes −2.00 + 2.00·0.50 = −1.00; dx[0,0,2,2] becomes 0.00 + 2.00·2.00 = 4.00."
  `);
});

test('toText(step, zh-cn) says the same in Chinese', () => {
  const trace = operationTrace(conv2d, run, tellings.conv2d.forward, tellings.conv2d.backward);
  const [first, middle] = [trace.at(0), trace.at(trace.length - 5)];
  expect([first, middle].map((step) => toText(step, 'zh-cn')).join('\n')).toMatchInlineSnapshot(`
    "y[0,0,0,0] 得到 weight[0,0,0,0]·x[0,0,0,0] + weight[0,0,0,1]·x[0,0,0,1] + weight[0,0,1,0]·x[0,0,1,0] + weight[0,0,1,1]·x[0,0,1,1] + bias[0] = 1.00·1.00 + (−1.00)·2.00 + 0.50·0.00 + 2.00·1.00 + 0.10 = 1.10。
    dx[0,0,1,1] 得到 dy[0,0,0,0]·weight[0,0,1,1] + dy[0,0,0,1]·weight[0,0,1,0] + dy[0,0,1,0]·weight[0,0,0,1] + dy[0,0,1,1]·weight[0,0,0,0] = 1.00·2.00 + 0.50·0.50 + (−1.00)·(−1.00) + 2.00·1.00 = 5.25。"
  `);
});

test('toPieces(step) writes names and numbers around the same operands', () => {
  const trace = operationTrace(conv2d, run, tellings.conv2d.forward);
  const { symbolic, numeric } = toPieces(trace.at(0), { most: 2 });
  expect(symbolic.map(rowText)).toEqual([
    'y_0,0,0,0 = W_0,0,0,0 · x_0,0,0,0 + ⋯ + W_0,0,1,1 · x_0,0,1,1 + b_0',
  ]);
  expect(numeric.map(rowText)).toEqual(['1.00 · 1.00 + ⋯ + 2.00 · 1.00 + 0.10 = 1.10']);
  const cells = (row: (typeof symbolic)[number]) =>
    row.flatMap((piece) => (piece.kind === 'operand' ? [piece.cell] : []));
  const [result, ...operands] = cells(symbolic[0]);
  expect(operands).toEqual([
    'weight[0,0,0,0]',
    'x[0,0,0,0]',
    'weight[0,0,1,1]',
    'x[0,0,1,1]',
    'bias[0]',
  ]);
  expect(cells(numeric[0])).toEqual([...operands, result]);
});

test('toPieces(step, { term }) always writes the term that is looked at', () => {
  const trace = operationTrace(conv2d, run, tellings.conv2d.forward);
  const text = (term?: number) =>
    toPieces(trace.at(0), { most: 2, ...(term !== undefined && { term }) })
      .symbolic.map(rowText)
      .join();
  expect(text(2)).toContain('W_0,0,1,0');
  expect(text()).not.toContain('W_0,0,1,0');
});

test('source(step, term) names the line and the loop variables', () => {
  const trace = operationTrace(conv2d, run, tellings.conv2d.forward);
  expect(source(trace.at(3), 2)).toMatchInlineSnapshot(`
    {
      "file": "src/engine/ops/conv2d-orders.ts",
      "line": "sum += weight[kernelRow + j] * x[xRow + j];",
      "region": "forward",
      "spans": {},
      "variables": {
        "c": 0,
        "d": 0,
        "h": 2,
        "i": 1,
        "j": 0,
        "n": 0,
        "p": 1,
        "q": 1,
        "w": 1,
      },
    }
  `);
});

test('the line of every rule stands once in its region of the engine', () => {
  const missing = Object.entries(rules).flatMap(([name, { file, region, line }]) => {
    const text = readFileSync(new URL(`../engine/${file}`, import.meta.url), 'utf8');
    const start = text.indexOf(`// #region ${region}\n`);
    const body = text.slice(start, text.indexOf('// #endregion', start)).split('\n');
    // On one line, unbroken: the page lights a line, not a statement.
    const lit = body.filter((one) => one.includes(line)).length;
    return start >= 0 && lit === 1 ? [] : [`${name}: ${region}: ${line}`];
  });
  expect(missing).toEqual([]);
});

test('ledgerOf(trace, position, term) shows the shapes and the index equation', () => {
  const trace = operationTrace(conv2d, run, tellings.conv2d.forward);
  const { shapes, equations } = ledgerOf(trace, 3, 2);
  expect(shapes[0]).toEqual({
    part: 'x',
    tensor: 'x',
    shape: [1, 1, 3, 3],
    axes: ['n', 'c', 'h', 'w'],
  });
  expect(equations).toEqual([
    'h = p·sH + i − pH = 1·1 + 1 − 0 = 2',
    'w = q·sW + j − pW = 1·1 + 0 − 0 = 1',
  ]);
});

test('the ledger of pooling and of flatten tells the place in the window and in the row', () => {
  const x = tensor([1, 1, 3, 3], [1, 2, 0, 0, 1, 3, 2, 0, 1]);
  const attrs = { kernelSize: [2, 2], stride: [1, 1], padding: [1, 1] };
  const pooled = operationTrace(maxPool2d, { inputs: { x }, attrs }, tellings.maxPool2d.forward);
  // The window over the upper left corner holds three places of the padding; x[0,0,0,0] is its last.
  expect(ledgerOf(pooled, 0).equations).toEqual([
    'h = p·sH + i − pH = 0·1 + 1 − 1 = 0',
    'w = q·sW + j − pW = 0·1 + 1 − 1 = 0',
  ]);
  const flat = operationTrace(flatten, { inputs: { x } }, tellings.flatten.forward);
  expect(ledgerOf(flat, 5).equations).toEqual(['k = (c·H + h)·W + w = (0·3 + 1)·3 + 2 = 5']);
});

test('a zero between the cells is not told as one outside', () => {
  const strided = {
    inputs: { ...run.inputs, x: tensor([1, 1, 4, 4], new Array<number>(16).fill(1)) },
    attrs: { stride: [2, 2] },
    dy: run.dy,
  };
  const trace = operationTrace(conv2d, strided, tellings.conv2d.backward);
  const step = trace.at(trace.indexOf({ tensor: 'dx', index: [0, 0, 0, 1] })!);
  const told = [0, 1, 2, 3].map((term) => toTermText(step, term, 'en'));
  expect(
    told.some((text) => text.includes('adds 0, for dy[0,0,0,0.5] lies between the cells of dy')),
  ).toBe(true);
});
