/** What a reader without JavaScript gets: the windows of the first setting, rendered as Astro does it. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { OutputRuler } from './View.tsx';

const render = (props: Parameters<typeof OutputRuler>[0]): string =>
  renderToString(h(OutputRuler, props));
const parts = (html: string, name: string): string[] =>
  html.match(new RegExp(`<span class="${name}"[^>]*>`, 'g')) ?? [];

test('cells, padding, bars and what is left over', () => {
  const html = render({ H: 6, r: 1, k: 3, s: 3 });
  const cells = parts(html, 'lbl-ruler-cell');
  expect(cells).toHaveLength(8);
  expect(cells.filter((one) => one.includes('data-padding'))).toHaveLength(2);
  expect(cells.flatMap((one, at) => (one.includes('data-unread') ? [at] : []))).toEqual([6, 7]);
  expect(parts(html, 'lbl-ruler-bar')).toHaveLength(2);
  expect(html).toContain('2 windows fit. Row 5 is in none of them');
  expect(html).toContain('aria-label="The floor of (6 + 2·1 − 3) / 3, plus 1, is 2"');
});

test('says why nothing fits, and shows the kernel that is too long', () => {
  const html = render({ H: 2, r: 0, k: 5, s: 1 });
  expect(html).toContain('the kernel is larger than the padded input');
  expect(parts(html, 'lbl-ruler-bar')).toHaveLength(1);
  expect(html).toContain('--lbl-columns:5');
});

test.each([
  [{ H: 5, r: 1, k: 4, s: 2 }, 'only padding is left over'],
  [{ H: 5, r: 0, k: 3, s: 1 }, '3 windows fit, and nothing is left over.'],
  [{ H: 7, r: 0, k: 2, s: 3 }, 'Rows 2, 5 and 6 are in none of them'],
  [{ H: 3, r: 0, k: 3, s: 1 }, 'One window fits'],
])('%o: %s', (setting, words) => expect(render(setting)).toContain(words));

test('the Chinese figure speaks Chinese', () => {
  const html = render({ H: 6, r: 0, k: 3, s: 2, language: 'zh-cn' });
  expect(html).toContain('aria-label="沿一条轴能放下多少个窗口"');
  expect(html).toContain('第 5 行不在任何窗口中');
});
