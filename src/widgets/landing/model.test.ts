import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { drawStrokes } from '#data/drawing/drawn-digits.ts';
import { initialParameters } from '#engine/network.ts';
import { readModel } from '#formats/model.ts';
import { recipes } from '#training/run/recipes.ts';
import { colourLevel, colourLevels } from '#views/scale.ts';
import { createLanding } from './model.ts';
import { openingOf } from './opening.ts';
import { shownFrom, shownOf, shownTensors } from './shown.ts';
import { beginningOf } from './writing.ts';

const bytes = readFileSync('public/models/pocket.safetensors');
const saved = readModel('pocket', bytes, recipes.pocket.network);
const digit = { label: 3, seed: 57, index: 0 };
const opening = openingOf(saved, digit);

async function alive() {
  const model = createLanding({ opening: structuredClone(opening), base: '/' });
  await model.load();
  return model;
}

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(bytes)));
});
afterEach(() => vi.unstubAllGlobals());

describe('the opening', () => {
  test('is read wrong, and fits into a page: a few kilobytes of letters', () => {
    const { probabilities } = opening;
    expect(probabilities.indexOf(Math.max(...probabilities))).toBe(7);
    expect(JSON.stringify(opening).length).toBeLessThan(10_000);
  });

  test('shows before the weights are there what it shows afterwards, colour by colour', async () => {
    const model = await alive();
    const still = shownFrom(opening).pictures;
    const { pictures } = model.shown.value;
    for (const name of shownTensors) {
      const levels = Array.from(pictures[name].data, (value) =>
        colourLevel(value, pictures[name].scale.most),
      );
      expect(Array.from(still[name].data), name).toEqual(levels);
      expect(still[name].scale.most).toBe(colourLevels);
      expect(still[name].shape).toEqual(pictures[name].shape);
    }
  });
});

describe('createLanding', () => {
  test('reads what is drawn, stroke by stroke, and says nothing of an empty pad', async () => {
    const model = await alive();
    expect(model.answer.value).toBe(7);
    const [stroke] = drawStrokes(1, 2, 3);
    model.pad.putDown(stroke[0]);
    const dot = model.shown.value.probabilities;
    model.pad.drawTo(stroke.slice(1));
    expect(model.shown.value.probabilities).not.toEqual(dot);
    expect(model.answer.value).toBe(1);
    model.pad.clear();
    expect(model.answer.value).toBeUndefined();
    expect(Math.max(...model.shown.value.pictures.pool2.data)).toBe(0);
  });

  test('blames: the loss of the right class, and a gradient on every kernel', async () => {
    const model = await alive();
    expect(model.verdict.value).toBeUndefined();
    model.choose(8);
    model.blame(true);
    const { loss, right, logits, pictures, kernel } = model.verdict.value!;
    expect(right).toBe(8);
    expect(loss).toBeCloseTo(-Math.log(model.shown.value.probabilities![8]), 4);
    expect(logits[8]).toBeLessThan(0);
    const dWeight = pictures['conv1.weight'].data.subarray(9 * kernel.d, 9 * kernel.d + 9);
    expect(Math.hypot(...dWeight)).toBeCloseTo(kernel.norm, 6);
    model.choose(3);
    expect(model.verdict.value!.loss).toBeLessThan(loss);
    model.blame(false);
    expect(model.verdict.value).toBeUndefined();
  });

  test('forgets: other weights each time, and remembers', async () => {
    const model = await alive();
    const trained = model.shown.value;
    model.forget();
    const first = model.shown.value.pictures['conv1.weight'].data;
    expect(first).toEqual(initialParameters(recipes.pocket.network, 1, true)['conv1.weight'].data);
    model.forget();
    expect(model.shown.value.pictures['conv1.weight'].data).not.toEqual(first);
    expect(model.mind.value.kind).toBe('forgotten');
    model.remember();
    expect(model.shown.value).toEqual(trained);
    expect(model.mind.value.kind).toBe('trained');
  });

  test('stands still, and says why, where the weights cannot be fetched', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    const model = await alive();
    expect(model.mind.value).toEqual({ kind: 'failed', code: 'unfetched' });
    expect(model.shown.value).toEqual(shownFrom(opening));
    expect(model.isReady.value).toBe(false);
  });
});

test('shownOf without a picture shows the kernels and nothing else', () => {
  const { pictures, probabilities } = shownOf(saved.network, saved.parameters, undefined);
  expect(probabilities).toBeUndefined();
  expect(Math.max(...pictures['conv1.weight'].data)).toBeGreaterThan(0);
  expect(Math.max(...pictures.conv1.data)).toBe(0);
});

test('beginningOf(strokes, count) is so many points, in order', () => {
  const [a, b, c] = [0, 1, 2].map((x) => ({ x, y: x }));
  expect(beginningOf([[a, b], [c]], 1)).toEqual([[a]]);
  expect(beginningOf([[a, b], [c]], 3)).toEqual([[a, b], [c]]);
  expect(beginningOf([[a, b], [c]], 0)).toEqual([]);
});
