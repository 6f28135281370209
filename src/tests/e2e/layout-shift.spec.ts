/** Nothing on a page moves by itself: not when its fonts arrive, nor when its figures come alive as one scrolls by. */
import { expect, test, type Page } from '@playwright/test';
import { pages } from './pages.ts';

/** Which fields its data panel has depends on whether the site holds MNIST, and that the page has to ask first. */
const unsettled = ['training/'];

interface Shift {
  readonly value: number;
  readonly moved: readonly string[];
}
declare global {
  interface Window {
    shifts: Shift[];
  }
}

async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, sources } = entry as unknown as {
          value: number;
          sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
        };
        const moved = sources.map(({ node, previousRect: from, currentRect: to }) => {
          const of = (r: DOMRect) => [r.x, r.y, r.width, r.height].map(Math.round).join(' ');
          const element = node instanceof Element ? node : node?.parentElement;
          return `${element?.nodeName}.${element?.className}: ${of(from)} to ${of(to)}`;
        });
        window.shifts.push({ value, moved });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

for (const width of [390, 1024, 1280, 1920])
  test(`nothing shifts at ${width} pixels`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 800 });
    await watchShifts(page);
    for (const path of pages.filter((one) => !unsettled.includes(one))) {
      await page.goto(`./${path}`);
      await page.waitForLoadState('networkidle');
      await page.evaluate(async () => {
        await document.fonts.ready;
        for (let y = 0; y < document.body.scrollHeight; y += 600) {
          window.scrollTo(0, y);
          await new Promise((done) => setTimeout(done, 60));
        }
      });
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(200); // for what comes after the network
      expect.soft(await page.evaluate(() => window.shifts), `/${path}`).toEqual([]);
    }
  });
