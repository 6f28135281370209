/** What is drawn is let go again: neither steps nor runs leave anything behind in the page. */
import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { mainFigure, wake } from './islands.ts';

/** Heap and nodes may grow by so much once all code is warm: the browser goes on compiling, and its caches fill. */
const growth = 1.03;
/** Compiled code still arrives after so many steps or runs, so that growth is measured from here. */
const warmUpSteps = 5000;
const warmUpRuns = 20;
const steps = 2000;

interface Memory {
  /** Bytes that JavaScript uses. */
  readonly heap: number;
  /** Nodes of the page, detached ones among them. */
  readonly nodes: number;
}

async function measuring(page: Page): Promise<() => Promise<Memory>> {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return async () => {
    // What one collection finalizes, the next one frees.
    for (let k = 0; k < 3; k++) await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (wanted: string) => metrics.find(({ name }) => name === wanted)!.value;
    return { heap: of('JSHeapUsedSize'), nodes: of('Nodes') };
  };
}

/** Steps to the end and back again, four steps to a painted frame, until so many are done. */
async function sweep(page: Page, count: number): Promise<void> {
  await mainFigure(page).evaluate(async (figure, count) => {
    const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const position = figure.querySelector('[aria-valuemax]');
    const at = () => Number(position?.getAttribute('aria-valuenow'));
    let key = 'ArrowRight';
    for (let k = 0, before = -1; k < count; k++) {
      figure.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      if (k % 4 < 3) continue;
      await frame();
      // A figure of one stage has no slider: nine steps there and nine back.
      const isAtEnd = position ? at() === before : k % 8 === 7;
      if (isAtEnd) key = key === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
      before = at();
    }
    await new Promise((done) => setTimeout(done, 500));
  }, count);
}

function expectFlat(before: Memory, after: Memory): void {
  expect(after.nodes / before.nodes, 'nodes').toBeLessThan(growth);
  expect(after.heap / before.heap, 'heap').toBeLessThan(growth);
}

for (const path of ['convolution/', 'convolution-backward/', 'backprop/'])
  test(`/${path}: ${steps} steps leave nothing behind`, async ({ page }) => {
    test.slow();
    await page.goto(`./${path}`);
    await wake(page);
    const measure = await measuring(page);
    await sweep(page, warmUpSteps);
    const before = await measure();
    await sweep(page, steps);
    expectFlat(before, await measure());
  });

test('/training/: five runs and resets leave nothing behind', async ({ page }) => {
  test.slow();
  await page.goto('./training/?data=generated&digits=600&epochs=2&recipe=modern&batch=64');
  const status = page.locator('.lbl-training-status');
  const measure = await measuring(page);
  const runs = async (count: number) => {
    for (let k = 0; k < count; k++) {
      await expect(status).toContainText('Ready');
      await page.getByRole('button', { name: 'Start training', exact: true }).click();
      await expect(status).toContainText('Finished');
      await page.getByRole('button', { name: 'Reset', exact: true }).click();
    }
    await expect(status).toContainText('Ready');
  };
  await runs(warmUpRuns);
  const before = await measure();
  await runs(5);
  expectFlat(before, await measure());
});
