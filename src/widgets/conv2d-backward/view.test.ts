/** What a reader without JavaScript gets: the figure's first view as real HTML, rendered as Astro does it. */
import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { Conv2dBackward } from './View.tsx';

test('a gradient that is not computed yet is empty, never 0', () => {
  const html = renderToString(h(Conv2dBackward, { regions: [] }));
  expect(html).toContain('aria-label="dx[0,0,4,4] not yet computed"');
  expect(html).toMatch(
    /aria-label="dx\[0,0,4,4\] not yet computed"[^>]*><span class="lbl-cell-value"><\/span>/,
  );
});
