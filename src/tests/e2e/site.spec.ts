/** What every page must do: load without a complaint, and be readable by everyone, in both themes, small and wide. */
import { expect, test, type Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { pages } from './pages.ts';

const widths = [390, 1440];

/** Collects what a browser complains about: errors, failed requests, violations of the content security policy. */
function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Without MNIST the page asks once for its files; a browser reports the 404 although the page expects it.
    const isAbsentMnist = message.location().url.includes('/data/mnist/');
    if (message.type() === 'error' && !isAbsentMnist) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return complaints;
}

test('the site has pages', () => expect(pages.length).toBeGreaterThan(3));

for (const path of pages) {
  test(`/${path} loads without a complaint and scrolls in one direction only`, async ({ page }) => {
    const complaints = watch(page);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`./${path}`);
      await page.waitForLoadState('networkidle');
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `pixels too wide at ${width}`).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  });

  for (const colorScheme of ['light', 'dark'] as const)
    test(`/${path} passes axe in ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`./${path}`);
        await page.waitForLoadState('networkidle');
        expect(await violations(page), `at ${width}`).toEqual([]);
      }
    });

  test(`/${path} can be read without scripts`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`./${path}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await context.close();
  });
}
