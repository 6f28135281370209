/** What a reader without JavaScript gets: the digit, its kernels and their maps, rendered as Astro does it. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { cellNumber } from '#words/numbers.ts';
import { drawDigits } from './digits.ts';
import { firstSeed, textOf } from './ink.ts';
import { createFeatureMaps } from './model.ts';
import { FeatureMaps } from './View.tsx';

const digits = textOf(drawDigits(firstSeed));
const options = { digits, digit: 4 };

test('the maps are there without JavaScript, and the window of the strongest answer is told', () => {
  const html = renderToString(h(FeatureMaps, options));
  const { origin } = createFeatureMaps(options);
  const { sum } = origin.value;
  expect(html.match(/class="lbl-pixel-map"/g)).toHaveLength(3);
  expect(html).toContain('aria-label="x, 28×28 pixels; arrow keys open one of them"');
  expect(html).toContain('aria-label="map, 26×26 pixels; arrow keys open one of them"');
  expect(html).toContain('aria-label="weight[0][0,0] = −1; Enter to edit"');
  expect(html).toContain(`Sum: ${cellNumber(sum.writes[0].value, { decimals: 2 })}.`);
  expect(html.match(/data-kind="frame"/g)).toHaveLength(1);
  expect(html.match(/data-kind="lit"/g)).toHaveLength(2);
});

test('the digit that is shown is the one chosen among the ten', () => {
  const html = renderToString(h(FeatureMaps, options));
  const checked = html.match(
    /<input[^>]*checked[^>]*aria-label="the digit \d"|aria-label="the digit \d"[^>]*checked/g,
  );
  expect(checked?.map((one) => /digit \d/.exec(one)?.[0])).toEqual(['digit 4']);
});

test('the Chinese figure speaks Chinese', () => {
  const html = renderToString(h(FeatureMaps, { ...options, language: 'zh-cn' }));
  expect(html).toContain('aria-label="一个数字的特征图"');
  expect(html).toContain('竖直边缘');
  expect(html).toContain('和为');
});
