/** The map of the network: under the header of every chapter, without a script, in words, and light. */
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { pages } from './pages.ts';

const name = 'The network, from the picture to the loss and back';

/** Bytes that the map may add to the HTML of a page, as it is and compressed. */
const most = { plain: 25_000, compressed: 8_000 };

test('a chapter shows where it is on the way from the picture to the loss', async ({ page }) => {
  await page.goto('./convolution/');
  const map = page.getByRole('navigation', { name });
  await expect(map.getByRole('listitem')).toHaveCount(9);
  const here = map.locator('[aria-current]');
  await expect(here).toHaveText([/^conv/, /^conv/]);
  await expect(here.first()).toHaveAccessibleName('Convolution, 4 maps of 26 by 26 numbers');
  await map.getByRole('link', { name: /^Picture/ }).click();
  await expect(page).toHaveURL(/\/data\/$/);
  await expect(map.locator('[aria-current]')).toHaveAccessibleName(/^Picture/);
});

test('every block leads to a page that there is, and to a step that its figure has', async ({
  page,
}) => {
  await page.goto('./');
  const links = await page
    .getByRole('navigation', { name })
    .getByRole('link')
    .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
  expect(links).toHaveLength(9);
  for (const link of new Set(links)) {
    const answer = await page.goto(link);
    if (answer) expect(answer.status(), link).toBe(200);
    const { hash } = new URL(link);
    if (hash !== '') await expect(page.locator('.lbl-figure .lbl-notice').first()).toHaveText('');
    await expect(page.locator('.lbl-page-notice')).toHaveText('');
  }
});

for (const [width, height] of [
  [1440, 48],
  [390, 32],
  [320, 32],
] as const)
  test(`the map is ${height} pixels high in a window of ${width}, and light`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width, height: 900 },
    });
    const page = await context.newPage();
    for (const path of pages.filter((one) => one !== 'figures/')) {
      await page.goto(`./${path}`);
      const map = page.getByRole('navigation', { name });
      expect((await map.boundingBox())?.height, `/${path}`).toBe(height);
      const html = await map.evaluate((one) => one.outerHTML);
      expect(html.length).toBeLessThanOrEqual(most.plain);
      expect(gzipSync(html).length).toBeLessThanOrEqual(most.compressed);
    }
    await context.close();
  });
