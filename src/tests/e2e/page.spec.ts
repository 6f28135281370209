/** The page: one left edge for everything on every page, three widths, and a menu wherever one is. */
import { expect, test } from '@playwright/test';
import { pages } from './pages.ts';

/** In pixels: a browser rounds a place to a fraction of one. */
const rounding = 1;

/** Where text, figures and the header's search begin: the distinct left edges on a page, in pixels. */
const edgesOf = (): number[] => {
  const parts = document.querySelectorAll(
    'h1, .hero .copy, .sl-markdown-content > :not(:empty):not([role=status]), .page > .header site-search',
  );
  const edges = [...parts]
    .filter((one) => one.getClientRects().length > 0 && getComputedStyle(one).display !== 'none')
    // The menu of a phone stands at the right, and so does its search.
    .filter((one) => innerWidth > 800 || !one.matches('site-search'))
    .map((one) => one.getBoundingClientRect().left);
  return [Math.min(...edges), Math.max(...edges)];
};

for (const width of [390, 1024, 1440, 1920])
  test(`everything on every page begins at one edge, at ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    const edges: number[] = [];
    for (const path of pages) {
      await page.goto(`./${path}`);
      const [least, most] = await page.evaluate(edgesOf);
      expect.soft(most - least, `/${path}`).toBeLessThanOrEqual(rounding);
      edges.push(least);
    }
    expect(Math.max(...edges) - Math.min(...edges)).toBeLessThanOrEqual(rounding);
  });

test('lines of text are as long as an eye finds back from, and figures as wide as they may be', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 900 });
  for (const path of pages) {
    await page.goto(`./${path}`);
    const [longest, widest] = await page.evaluate(() => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      const most = (selector: string) =>
        [...document.querySelectorAll(selector)]
          .map((one) => one.getBoundingClientRect().width / rem)
          .reduce((a, b) => Math.max(a, b), 0);
      return [
        most('.sl-markdown-content > :is(p, ul, ol, details)'),
        most('.sl-markdown-content > .lbl-widget:not(.lbl-stage)'),
      ];
    });
    expect.soft(longest, `/${path}`).toBeLessThanOrEqual(35);
    expect.soft(widest, `/${path}`).toBeLessThanOrEqual(60);
  }
});

test('the menu of the book is on every page, on a phone too', async ({ page }) => {
  for (const path of pages) {
    await page.setViewportSize({ width: 1024, height: 800 });
    await page.goto(`./${path}`);
    const chapter = page.locator('.sidebar').getByRole('link', { name: 'Notation' });
    await expect.soft(chapter, `/${path}`).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.soft(chapter, `/${path}`).toBeHidden();
    await page.getByRole('button', { name: 'Menu' }).click();
    await expect.soft(chapter, `/${path}`).toBeVisible();
  }
});

test('a figure stands beside its text where there is room, and stays in sight', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto('./convolution/');
  const beside = page.locator('.lbl-beside');
  const [before, after] = [
    beside.locator('.lbl-beside-text').first(),
    beside.locator('.lbl-beside-text').last(),
  ];
  const figure = beside.locator('.lbl-beside-figure');
  const [text, drawn] = [(await before.boundingBox())!, (await figure.boundingBox())!];
  expect(drawn.x).toBeGreaterThan(text.x + text.width);
  expect(drawn.y).toBeLessThanOrEqual(text.y + rounding);
  await page.setViewportSize({ width: 1024, height: 800 });
  const order = await Promise.all([before, figure, after].map((one) => one.boundingBox()));
  const tops = order.map((box) => box!.y);
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
});
