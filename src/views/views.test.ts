import * as tellings from '#steps/operations.ts';
import { signal } from '@preact/signals';
import { fc } from '#tests/property.ts';
import { describe as group, expect, test } from 'vitest';
import { conv2d } from '#engine/ops/conv2d.ts';
import { tensor } from '#engine/tensor.ts';
import * as describe from '#steps/describe.ts';
import { operationTrace } from '#steps/operation-trace.ts';
import { colourLevel } from './scale.ts';
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Piece, Pieces } from '#steps/pieces.ts';
import { rowText } from '#steps/testing.ts';
import { Formula } from './Formula.tsx';
import { layOut, moveCursor } from './layout.ts';
import { mark, namesOfMarks, type CellMarks } from './marks.ts';
import { createScene } from '#scene/scene.ts';
import { regionsOf } from './source-regions.ts';
import { sourceRegions } from './source-tokens.ts';
import { doneOf, groupsOf, sharesOf, stepWithin } from './timeline-geometry.ts';

const run = {
  inputs: {
    x: tensor([1, 1, 3, 3], [1, 2, 0, 0, 1, 3, 2, 0, 1]),
    weight: tensor([1, 1, 2, 2], [1, -1, 0.5, 2]),
    bias: tensor([1], [0.1]),
  },
  dy: tensor([1, 1, 2, 2], [1, 0.5, -1, 2]),
};

group('colours of cells', () => {
  test('only 0, nothing and NaN have no colour, and the scale is symmetric', () => {
    expect([0, undefined, NaN].map((value) => colourLevel(value, 1))).toEqual([0, 0, 0]);
    expect([1e-9, 1, 5, -1e-9, -1].map((value) => colourLevel(value, 1))).toEqual([
      1, 8, 8, -1, -8,
    ]);
    expect(colourLevel(1, 0)).toBe(0);
  });
});

group('layout', () => {
  test('every cell of a tensor stands in one place, in its order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }), (shape) => {
        const { panels } = layOut(shape);
        const flats = panels.flatMap(({ rows }) =>
          rows.flatMap((row) => row.map(({ flat }) => flat)),
        );
        const size = shape.reduce((a, b) => a * b, 1);
        expect(flats).toEqual(Array.from({ length: size }, (_, k) => k));
      }),
    );
  });
  test('a vector lies as a row or stands as a column', () => {
    expect(layOut([3]).panels[0].rows.map((row) => row.map(({ key }) => key))).toEqual([
      ['0', '1', '2'],
    ]);
    expect(layOut([3], 'column').panels[0].rows.map((row) => row.map(({ key }) => key))).toEqual([
      ['0'],
      ['1'],
      ['2'],
    ]);
  });
  test('a frame adds the zeros that a padded or strided sum sees', () => {
    const [{ rows }] = layOut([1, 1, 1, 2], 'row', { padding: [1, 0], stride: [1, 2] }).panels;
    expect(rows.map((row) => row.map(({ key, flat }) => (flat < 0 ? key : `(${key})`)))).toEqual([
      ['0,0,-1,0', '0,0,-1,0.5', '0,0,-1,1'],
      ['(0,0,0,0)', '0,0,0,0.5', '(0,0,0,1)'],
      ['0,0,1,0', '0,0,1,0.5', '0,0,1,1'],
    ]);
  });
  test('the cursor goes through a panel and on to the next', () => {
    const layout = layOut([2, 2, 3]);
    const go = (...keys: string[]) => keys.reduce((flat, key) => moveCursor(layout, flat, key)!, 0);
    expect(go('ArrowRight', 'ArrowDown')).toBe(4);
    expect(go('End', 'ArrowRight')).toBe(6);
    expect(go('End', 'ArrowRight', 'ArrowLeft')).toBe(2);
    expect(go('ArrowUp', 'ArrowLeft', 'PageUp', 'Home')).toBe(0);
    expect(go('PageDown', 'PageDown', 'ArrowDown', 'ArrowDown', 'End', 'ArrowRight')).toBe(11);
    expect(moveCursor(layout, 0, 'Tab')).toBeUndefined();
  });

  test('along a single row the cursor goes by either pair of arrows, as it may stand upright', () => {
    const layout = layOut([1, 4]);
    expect(moveCursor(layout, 1, 'ArrowDown')).toBe(2);
    expect(moveCursor(layout, 1, 'ArrowUp')).toBe(0);
  });
});

group('scene', () => {
  const marked = (marks: CellMarks) =>
    Object.fromEntries([...marks].map(([key, bits]) => [key, namesOfMarks(bits).join(' ')]));
  const forward = () =>
    createScene(signal(operationTrace(conv2d, run, tellings.conv2d.forward)), describe);

  test('a cell is empty until its step, and stays known', () => {
    const scene = forward();
    const y = scene.knownOf('y');
    expect(Array.from(y.value)).toEqual([1.1 + 2 - 2, undefined, undefined, undefined]);
    scene.player.dispatch({ type: 'last' });
    expect(Array.from(y.value).every((value) => value !== undefined)).toBe(true);
    scene.player.dispatch({ type: 'previous' });
    expect(y.value[3]).toBeUndefined();
    expect(Array.from(scene.knownOf('x').value)).toEqual(Array.from(run.inputs.x.data));
  });

  test('the step lights what it reads and writes', () => {
    const scene = forward();
    expect(marked(scene.marksOf('x').value)).toEqual({
      '0,0,0,0': 'read',
      '0,0,0,1': 'read',
      '0,0,1,0': 'read',
      '0,0,1,1': 'read',
    });
    expect(marked(scene.marksOf('y').value)).toEqual({ '0,0,0,0': 'write' });
    expect(marked(scene.marksOf('bias').value)).toEqual({ '0': 'read' });
  });

  test('a term lights its factors, and the cell shows what they come to until its last, the bias', () => {
    const scene = forward();
    scene.player.dispatch({ type: 'into' });
    expect(scene.marksOf('x').value.get('0,0,0,0')).toBe(mark.read | mark.term);
    expect(scene.marksOf('y').value.get('0,0,0,0')).toBe(mark.write | mark.partial);
    // 1·1, then −1·2, 0.5·0, 2·1, then the bias.
    expect(scene.knownOf('y').value[0]).toBe(1);
    expect(scene.knownOf('y').value[1]).toBeUndefined();
    for (let k = 0; k < 4; k++) scene.player.dispatch({ type: 'next' });
    expect(scene.marksOf('bias').value.get('0')).toBe(mark.read | mark.term);
    expect(scene.marksOf('y').value.get('0,0,0,0')).toBe(mark.write);
    expect(scene.knownOf('y').value[0]).toBe(1.1);
  });

  test('a hovered cell lights what it was made from and what is made from it', () => {
    const scene = forward();
    scene.hovered.value = { tensor: 'y', index: [0, 0, 1, 1] };
    expect(marked(scene.marksOf('x').value)).toMatchObject({
      '0,0,1,1': 'read source',
      '0,0,2,2': 'source',
    });
    scene.hovered.value = { tensor: 'x', index: [0, 0, 0, 0] };
    expect(marked(scene.marksOf('y').value)).toEqual({ '0,0,0,0': 'write consumer' });
  });

  test('tensors that a step does not touch keep their very numbers and marks', () => {
    const scene = createScene(
      signal(operationTrace(conv2d, run, tellings.conv2d.backward)),
      describe,
    );
    const before = [scene.knownOf('dx').value, scene.marksOf('dx').value];
    scene.player.dispatch({ type: 'next' });
    expect([scene.knownOf('dx').value, scene.marksOf('dx').value]).toEqual(before);
    expect(scene.knownOf('dx').value).toBe(before[0]);
    expect(scene.marksOf('dx').value).toBe(before[1]);
  });

  test('stamps pile up, forward, backward and term by term, to the same end', () => {
    const trace = operationTrace(conv2d, run, tellings.conv2d.scatter);
    const scene = createScene(signal(trace), describe);
    const dx = scene.knownOf('dx');
    const seen: number[][] = [];
    for (let k = 0; k < trace.length; k++) {
      seen.push(Array.from(dx.value as number[]));
      scene.player.dispatch({ type: 'next' });
    }
    expect(seen[0]).toEqual([1, -1, 0, 0.5, 2, 0, 0, 0, 0]);
    expect(seen.at(-1)).toEqual(Array.from(trace.valuesAt('dx')!.data));
    for (let k = trace.length - 1; k >= 0; k--) {
      expect(Array.from(dx.value as number[])).toEqual(seen[k]);
      scene.player.dispatch({ type: 'previous' });
    }
    scene.player.dispatch({ type: 'into' });
    expect(Array.from(dx.value as number[])).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('goTo(ref) goes to the step that completes a cell, if there is one', () => {
    const scene = forward();
    expect(scene.goTo({ tensor: 'y', index: [0, 0, 1, 0] })).toBe(true);
    expect(scene.step.value.id).toBe('conv2d.forward.y[0,0,1,0]');
    expect(scene.goTo({ tensor: 'x', index: [0, 0, 0, 0] })).toBe(false);
    expect(scene.player.index.value).toBe(2);
  });
});

group('formula', () => {
  const trace = operationTrace(conv2d, run, tellings.conv2d.forward);
  const kinds = (row: Pieces) => row.map(({ kind }) => kind);
  const links = { roleOf: () => 'weight' as const, labelOf: (cell: string) => `${cell} = <1>` };
  const htmlOf = (...row: Piece[]) =>
    renderToString(h(Formula, { lines: [{ rows: [row], links }], rows: 1 }));
  const operand = (cell: string, upright: string, virtual?: string): Piece => ({
    ...{ kind: 'operand', cell, virtual, isUnderlined: false, written: { upright } },
  });

  test('a sum is plain text around operands, and another step has the same pieces', () => {
    const { symbolic, numeric } = describe.toPieces(trace.at(0));
    expect(symbolic.map(rowText)).toEqual([
      'y_0,0,0,0 = W_0,0,0,0 · x_0,0,0,0 + W_0,0,0,1 · x_0,0,0,1 + W_0,0,1,0 · x_0,0,1,0 + W_0,0,1,1 · x_0,0,1,1 + b_0',
    ]);
    expect(numeric.map(rowText)).toEqual([
      '1.00 · 1.00 + (−1.00) · 2.00 + 0.50 · 0.00 + 2.00 · 1.00 + 0.10 = 1.10',
    ]);
    const next = describe.toPieces(trace.at(1)).numeric;
    expect(next.map(kinds)).toEqual(numeric.map(kinds));
  });
  test('the operands of a fraction are links with names like all others', () => {
    const above = [operand('y[0,1]', '1.00')];
    const below = [operand('x[0,-1]', '0', 'padding')];
    const html = htmlOf({ kind: 'fraction', above, below });
    expect(html).toContain('role="link"');
    expect(html).toContain('aria-label="y[0,1] = &lt;1>"');
    expect(html).toContain('data-virtual="padding"');
    expect(html.match(/role="link"/g)).toHaveLength(1);
  });
  test('a stamp has a row for each cell', () => {
    const { numeric } = describe.toPieces(
      operationTrace(conv2d, run, tellings.conv2d.scatter).at(0),
    );
    expect(numeric.map(rowText)).toEqual([
      '0.00 + 1.00 · 1.00 = 1.00',
      '0.00 + 1.00 · (−1.00) = −1.00',
      '0.00 + 1.00 · 0.50 = 0.50',
      '0.00 + 1.00 · 2.00 = 2.00',
    ]);
  });
});

group('timeline', () => {
  const stages = [
    { id: 'a', title: 'a', start: 0, end: 100 },
    { id: 'b', title: 'b', start: 100, end: 101 },
    { id: 'c', title: 'c', start: 101, end: 110 },
  ];
  test('short stages keep a width that can be hit', () => {
    expect(sharesOf(stages).map((share) => Math.round(share * 170))).toEqual([110, 20, 40]);
  });
  test('the width of a segment leads to each of its steps, and beside it to its ends', () => {
    expect([-1, 0, 0.5, 0.9999, 1, 2].map((at) => stepWithin(stages[2], at))).toEqual([
      ...[stages[2].start, stages[2].start],
      stages[2].start + (stages[2].end - stages[2].start) / 2 - 0.5,
      ...[1, 1, 1].map((back) => stages[2].end - back),
    ]);
  });
  test('groups begin where they say; what comes before them is one without a name', () => {
    const second = { start: stages[1].id, title: 'second' };
    expect(groupsOf(stages, [second]).map(({ group, stages: own }) => [group, own.length])).toEqual(
      [
        [undefined, 1],
        [second, 2],
      ],
    );
    expect(groupsOf(stages, []).length).toBe(1);
  });
  test('a stage is done by its last step', () => {
    expect([99, 100, 104, 109].map((index) => doneOf(stages[2], index))).toEqual([0, 0, 4 / 9, 1]);
  });
});

group('source', () => {
  test('regions are cut with their names, nested ones too, and keep their line numbers', async () => {
    const text = [
      '// #region outer',
      '  // #region inner',
      '  const a = 1;',
      '',
      '    a;',
      '  // #endregion',
      '// #endregion',
    ].join('\n');
    const regions = await sourceRegions('src/a.ts', text);
    expect(regions.map(({ region, firstLine }) => [region, firstLine])).toEqual([
      ['outer', 2],
      ['inner', 3],
    ]);
    expect(regions[1].lines.map((line) => line.map((token) => token.text).join(''))).toEqual([
      'const a = 1;',
      '',
      '  a;',
    ]);
    expect(regions[1].lines[0][0]).toEqual({ text: 'const', kind: 'keyword' });
  });
  test('an open region fails with its name', () => {
    expect(() => regionsOf(['// #region forward', 'x'], 'a.ts')).toThrowErrorMatchingInlineSnapshot(
      `[Error: source: region "forward" of a.ts is never closed]`,
    );
  });
});
