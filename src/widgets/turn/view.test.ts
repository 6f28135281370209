/** What a reader without JavaScript gets, and what a screen reader is told. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Turn } from './View.tsx';

test('the figure shows its first windows without JavaScript, in words too', () => {
  const html = renderToString(h(Turn, {}));
  expect(html).toContain(
    'Window 4 of 9, the one that made y[1,1]: in it the pixel x[2,3] met weight[1,2] = 6.',
  );
  expect(html).toContain('aria-label="lifted[1,0] = 6; written by this step"');
  expect(html).toContain('aria-label="lifted[1,1] not yet computed"');
});

test('the Chinese figure speaks Chinese', () => {
  const html = renderToString(h(Turn, { language: 'zh-cn' }));
  expect(html).toContain('第 4 个窗口，共 9 个，产生 y[1,1]');
  expect(html).toContain('把卷积核旋转 180°');
});
