/** No page is wider than its window, at any step of its figures, and large type still leaves lines that can be read. */
import { expect, test, type Page } from '@playwright/test';
import { unfold, wake } from './islands.ts';
import { pages } from './pages.ts';

/** How far the page, or what stands in a figure, reaches past the right edge of the window, in whole pixels. */
const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    const parts = [
      ...document.querySelectorAll('.lbl-tensor, .lbl-formula, .lbl-transport, .lbl-timeline'),
    ];
    const ends = parts.map((part) => part.getBoundingClientRect().right);
    return Math.floor(Math.max(document.documentElement.scrollWidth, ...ends) - edge);
  });

for (const width of [320, 390, 768, 1024, 1280, 1440, 1920])
  test(`no stage of /backprop/ is wider than a window of ${width} pixels`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 900 });
    await page.goto('./backprop/');
    await wake(page);
    const figure = page.locator('.lbl-figure');
    const options = figure.getByRole('button', { name: 'options' });
    if (await options.isVisible()) await options.click();
    const position = figure.getByRole('slider', { name: 'Position in the steps' });
    await unfold(figure);
    for (const way of ['short', 'long']) {
      await figure
        .locator('select', { has: page.locator('option[value="long"]') })
        .selectOption(way);
      await figure.focus();
      await page.keyboard.press('Home');
      const last = await position.getAttribute('aria-valuemax');
      for (let at = ''; at !== last;) {
        at = (await position.getAttribute('aria-valuenow'))!;
        expect(await overhang(page), `${way}, step ${at}`).toBeLessThanOrEqual(0);
        await page.keyboard.press('Shift+ArrowRight');
      }
    }
  });

for (const width of [320, 768, 1024, 1440])
  test(`no page is wider than a window of ${width} pixels`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const path of pages) {
      await page.goto(`./${path}`);
      expect.soft(await overhang(page), `/${path}`).toBeLessThanOrEqual(0);
    }
  });

test('with letters twice as large a page still fits, and a line holds more than a word', async ({
  page,
}) => {
  for (const width of [1280, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const path of pages) {
      await page.goto(`./${path}`);
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      expect.soft(await overhang(page), `/${path} at ${width}`).toBeLessThanOrEqual(0);
      const narrowest = await page.evaluate(() => {
        // A symbol is one letter to the eye, and a line of MathML in the page.
        const words = (one: Element): string => {
          const copy = one.cloneNode(true) as Element;
          for (const symbol of copy.querySelectorAll('.katex')) symbol.remove();
          return copy.textContent ?? '';
        };
        const texts = [
          ...document.querySelectorAll('main :is(p, td, th, label, summary, figcaption)'),
        ]
          .filter((one) => words(one).length > 40)
          .map((one) => one.getBoundingClientRect().width)
          .filter((width) => width > 1);
        return Math.min(...texts) / 32;
      });
      // In letters' heights: seven hold two words or three, in a cell of a table.
      expect.soft(narrowest, `/${path} at ${width}`).toBeGreaterThan(7);
    }
  }
});

test('/training/ fits any window with letters of any size, and nothing in it is cut off', async ({
  page,
}) => {
  await page.goto('./training/?data=generated&digits=200&batch=64&epochs=1');
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.locator('.lbl-training-status')).toContainText('Finished');
  for (const width of [320, 390, 768, 1024, 1280, 1440, 1920])
    for (const size of ['100%', '150%', '200%']) {
      await page.setViewportSize({ width, height: 900 });
      await page.evaluate(
        (size) => document.documentElement.style.setProperty('font-size', size),
        size,
      );
      expect.soft(await overhang(page), `${size} at ${width}`).toBeLessThanOrEqual(0);
      const beyond = await page.evaluate(() => {
        const edge = document.documentElement.clientWidth;
        return [...document.querySelectorAll('.lbl-training :is(button, label, select, input, p)')]
          .filter((one) => !one.matches('.lbl-unseen'))
          .filter((one) => Math.floor(one.getBoundingClientRect().right) > edge)
          .map((one) => one.textContent);
      });
      expect.soft(beyond, `${size} at ${width}`).toEqual([]);
    }
});
