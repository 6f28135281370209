/** A short training run, end to end, in every browser engine that is installed, each on the backend that it supports. */
import { expect, test } from '@playwright/test';
import { findFirefox } from '../../../scripts/browser.ts';

test.skip(
  ({ browserName }) => browserName === 'firefox' && findFirefox() === undefined,
  'Firefox is not installed',
);

test('a short run on generated digits trains and tests', async ({ page }) => {
  // So many epochs that no machine is done before the test has pressed Pause.
  await page.goto('./training/?data=generated&recipe=modern&epochs=5000');
  await page.getByRole('button', { name: 'Train one batch' }).click();
  const loss = page
    .getByRole('status', { name: 'Loss' })
    .or(page.getByLabel('Loss', { exact: true }));
  await expect(loss.first()).toHaveText(/\d\.\d/, { timeout: 60_000 });
  await page.getByRole('button', { name: /Resume|Start training/ }).click();
  await expect(page.getByLabel('Images per second')).toHaveText(/\d/, { timeout: 60_000 });
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
});
