/** What is not given everywhere: colours, a storage, a network. Each page works without, or says why it does not. */
import { expect, test } from '@playwright/test';
import { mainFigure, wake } from './islands.ts';
import { pages } from './pages.ts';

test.describe('with the colours of the system', () => {
  test.use({ forcedColors: 'active' });

  for (const path of ['convolution/', 'convolution-backward/', 'backprop/'])
    test(`/${path} marks line, cells and place by more than colour`, async ({ page }) => {
      await page.goto(`./${path}`);
      await wake(page);
      const figure = mainFigure(page);
      for (const summary of await figure.locator('.lbl-details:not([open]) > summary').all())
        await summary.click();
      const line = figure.locator('.lbl-source li[data-current]');
      await expect(line).toHaveCSS('outline-style', 'solid');
      // A value has a border, a gradient below one has no room for it and has an outline.
      const written = figure
        .locator(':is(.lbl-cell, .lbl-cell-gradient)[data-marks~="write"]')
        .first();
      const frame = await written.evaluate((cell) => {
        const { borderTopWidth, outlineWidth, outlineStyle } = getComputedStyle(cell);
        return outlineStyle === 'none' ? borderTopWidth : outlineWidth;
      });
      expect(frame).toBe('3px');
      await figure.locator('.lbl-operand[role="link"]').last().hover();
      await expect(figure.locator('.lbl-operand[role="link"]').last()).toHaveCSS(
        'outline-style',
        'solid',
      );
    });
});

test('a browser that forbids its storage shows every page without an error', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, {
        configurable: true,
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
  });
  for (const path of pages) {
    await page.goto(`./${path}`);
    await page.waitForLoadState('networkidle');
    expect.soft(errors.splice(0), `/${path}`).toEqual([]);
  }
  await page.locator('starlight-theme-select select').first().selectOption('light');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  expect(errors).toEqual([]);
});

test('search says so when it is offline, and searches again once it is not', async ({ page }) => {
  await page.goto('./');
  await page.waitForLoadState('networkidle');
  await page.route('**/pagefind/**', (route) => route.abort());
  const open = page.getByRole('button', { name: 'Search' });
  const dialog = page.getByRole('dialog');
  const notice = dialog.locator('.lbl-search-notice');
  await open.click();
  await expect(notice).toContainText('could not be loaded');
  await page.keyboard.press('Escape');
  await page.unroute('**/pagefind/**');
  await open.click();
  await dialog.getByRole('textbox').fill('kernel');
  await expect(dialog.getByRole('link').first()).toBeVisible();
  await expect(notice).toHaveText('');
  await page.context().setOffline(true);
  await dialog.getByRole('textbox').fill('gradient');
  await expect(notice).toContainText('could not be loaded');
  await page.context().setOffline(false);
  await expect(notice).toHaveText('');
});
