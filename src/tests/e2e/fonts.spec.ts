/** The fonts of a page: few bytes, all of them there before it is painted, and no letter of the book without one. */
import { expect, test } from '@playwright/test';
import { globSync, readFileSync } from 'node:fs';
import { faces } from '#site/font-faces.ts';
import { pages } from './pages.ts';

/** Bytes of fonts that a page asks for at all, so before its first paint as well: 120 KiB. */
const most = 120 * 1024;

for (const path of pages)
  test(`/${path} asks for at most ${most} bytes of fonts, and preloads those it needs first`, async ({
    page,
  }) => {
    const fonts = new Map<string, Promise<Buffer>>();
    page.on('response', (response) => {
      if (/\.woff2?$/.test(response.url())) fonts.set(response.url(), response.body());
    });
    await page.goto(`./${path}`);
    await page.waitForLoadState('networkidle');
    const bodies = await Promise.all(fonts.values());
    expect(bodies.reduce((sum, body) => sum + body.length, 0)).toBeLessThanOrEqual(most);
    const preloaded = await page
      .locator('link[rel="preload"][as="font"]')
      .evaluateAll((links) => links.map((link) => (link as HTMLLinkElement).href));
    expect(preloaded.length).toBeGreaterThanOrEqual(2);
    expect([...fonts.keys()]).toEqual(expect.arrayContaining(preloaded));
    await expect
      .poll(() => page.evaluate(() => document.fonts.check('18px "Source Serif 4 Variable"')))
      .toBe(true);
  });

test('every letter of the book stands in its fonts', () => {
  const text = globSync('dist/**/index.html')
    .map((file) => readFileSync(file, 'utf8'))
    .join('')
    .replace(/<script[\s\S]*?<\/script>|<[^>]*>/g, '');
  const known = new Set(faces.flatMap(({ characters }) => [...characters]));
  // Chinese and raised figures are set in the system's own fonts, and what is not seen in none.
  const isLeftOut = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef\u2070-\u209f\p{Cc}\p{Cf}]/u;
  const missing = [...new Set(text)].filter((one) => !known.has(one) && !isLeftOut.test(one));
  expect(missing.join(' ')).toBe('');
});
