/** The built folder on a plain static server, below a path and without any header of ours. */
import { expect, test } from '@playwright/test';

test('a site below a path works without the isolation headers', async ({ page }) => {
  const failed: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.url().includes('/data/mnist/'))
      failed.push(response.url());
  });
  page.on('pageerror', (error) => failed.push(error.message));
  await page.goto('./');
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await page
    .getByRole('link', { name: /convolution/i })
    .first()
    .click();
  await expect(page).toHaveURL(/\/book\/convolution\/$/);
  await page.goto('./training/');
  await page.waitForLoadState('networkidle');
  expect(failed).toEqual([]);
});
