/** Nothing on a page moves by itself: not when its fonts arrive, nor when its figures come alive as one scrolls by. */
import { expect, test, type Page } from '@playwright/test';
import { idxFour, idxNames, smallImages } from '#data/test-files.ts';
import { pages } from './pages.ts';

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

const scrollBy = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    await document.fonts.ready;
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
      window.scrollTo(0, y);
      await new Promise((done) => setTimeout(done, 60));
    }
  });

for (const width of [390, 1024, 1280, 1920])
  test(`nothing shifts at ${width} pixels`, async ({ page }) => {
    test.slow();
    await page.setViewportSize({ width, height: 800 });
    await watchShifts(page);
    for (const path of pages) {
      await page.goto(`./${path}`);
      await page.waitForLoadState('networkidle');
      await scrollBy(page);
      await page.waitForLoadState('networkidle');
      await page.waitForTimeout(200); // for what comes after the network
      expect.soft(await page.evaluate(() => window.shifts), `/${path}`).toEqual([]);
    }
  });

/** A site that holds MNIST, if a small one, which the page does not take for the real one. */
async function serveMnist(page: Page): Promise<void> {
  const names = idxNames.map((name) => `${name}.gz`);
  const splits = { train: smallImages(200), test: smallImages(20) };
  const files = new Map(idxFour(splits, { names, packed: true }).map((one) => [one.name, one]));
  await page.route('**/data/mnist/**', (route) => {
    const { bytes } = files.get(route.request().url().replace(/^.*\//, ''))!;
    return route.fulfill({ body: Buffer.from(bytes) });
  });
}

for (const hasMnist of [true, false])
  test(`/training/ stands still on a slow processor, ${hasMnist ? 'with' : 'without'} MNIST`, async ({
    page,
  }) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    if (hasMnist) await serveMnist(page);
    else await page.route('**/data/mnist/**', (route) => route.fulfill({ status: 404, body: '' }));
    await watchShifts(page);
    for (const width of [390, 1024, 1280, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto('./training/?digits=200');
      const ready = hasMnist ? 'Ready: your files, 200 images' : 'Ready: generated digits';
      await expect(page.locator('.lbl-training-status')).toContainText(ready);
      await scrollBy(page);
      expect.soft(await page.evaluate(() => window.shifts), `${width} pixels`).toEqual([]);
    }
  });
