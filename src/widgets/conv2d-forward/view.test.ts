/** What a reader without JavaScript gets: the figure's first view as real HTML, rendered as Astro does it. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Conv2dForward } from './View.tsx';

const textOf = (html: string): string =>
  html
    .replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

test('the forward figure shows its first sum without JavaScript', () => {
  const html = renderToString(h(Conv2dForward, { regions: [] }));
  expect(textOf(html)).toContain('y[0,0,1,1] gets weight[0,0,0,0]·x[0,0,1,1]');
  expect(html).toContain('aria-label="x[0,0,0,3] = 1; Enter to edit"');
  expect(html).toContain(
    'aria-label="x[0,0,3,3] = 1; read by this step; in the window; Enter to edit"',
  );
  expect(html).toContain('aria-label="y[0,0,1,1] = 3; written by this step"');
  expect(html).toContain('aria-label="y[0,0,1,2] not yet computed"');
  expect(html.match(/role="gridcell"/g)?.length).toBe(36 + 9 + 1 + 16);
});

test('the Chinese figure speaks Chinese', () => {
  const html = renderToString(h(Conv2dForward, { regions: [], language: 'zh-cn' }));
  expect(html).toContain('aria-label="卷积核在图片上滑动"');
  expect(textOf(html)).toContain('y[0,0,1,1] 得到');
  expect(html).toContain('尚未计算');
});
