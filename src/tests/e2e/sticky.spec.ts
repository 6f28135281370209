/** Parts that stay in sight while one scrolls leave at least half of the window to what is scrolled. */
import { expect, test } from '@playwright/test';
import { mainFigure, wake } from './islands.ts';

const figures = ['convolution/', 'convolution-backward/', 'backprop/', 'data/'];

/** Phones upright and on their side, and a small laptop at 200 and 400 %. */
const windows = [
  [390, 844],
  [375, 667],
  [667, 375],
  [640, 450],
  [320, 256],
  [1280, 500],
] as const;

for (const [width, height] of windows)
  test(`half of ${width} by ${height} pixels is left to a figure`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    for (const path of figures) {
      await page.goto(`./${path}`);
      await wake(page);
      const left = await mainFigure(page).evaluate((figure) => {
        const { top, height } = figure.getBoundingClientRect();
        const shares: number[] = [];
        // From where the figure fills the window to where it ends with it.
        const [from, to] = [top + window.scrollY, top + window.scrollY + height - innerHeight];
        for (const part of [0.1, 0.3, 0.5, 0.7]) {
          window.scrollTo(0, from + part * Math.max(0, to - from));
          const isStuck = (one: Element | null): boolean =>
            one !== null &&
            (['sticky', 'fixed'].includes(getComputedStyle(one).position) ||
              isStuck(one.parentElement));
          let free = 0;
          for (let y = 0; y < innerHeight; y++)
            if (!isStuck(document.elementFromPoint(innerWidth / 2, y))) free++;
          shares.push(free / innerHeight);
        }
        return Math.min(...shares);
      });
      expect.soft(left, `/${path}`).toBeGreaterThanOrEqual(0.5);
    }
  });
