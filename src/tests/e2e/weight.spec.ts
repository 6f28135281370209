/** What a page sends before anybody has touched it: light enough for a phone on the road. */
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { pages } from './pages.ts';

/** Bytes of compressed JavaScript before the first interaction, the workers' among them. */
const most = 90_000;

/** Shows every view at once, is no chapter and stands in no menu. */
const gallery = 'figures/';

for (const path of pages.filter((page) => page !== gallery)) {
  test(`${path || '/'} sends at most ${most} bytes of JavaScript before it is touched`, async ({
    page,
  }) => {
    const scripts = new Map<string, Promise<Buffer>>();
    page.on('response', (response) => {
      if (/\.js$/.test(new URL(response.url()).pathname))
        scripts.set(response.url(), response.body());
    });
    await page.goto(`./${path}`);
    // Figures come alive as they are reached; reaching one is no interaction with it.
    const first = page.locator('.lbl-widget').first();
    if ((await first.count()) > 0) await first.scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    const bodies = await Promise.all(scripts.values());
    const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(bodies.length).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(most);
  });
}
