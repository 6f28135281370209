/** Modern on real MNIST, its four files chosen by hand: only where they are at hand. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { idxFiles } from '#data/mnist-files.ts';

const folders = [
  process.env['MNIST_DIR'],
  join(import.meta.dirname, '../../../../shared/mnist'),
  join(import.meta.dirname, '../../../public/data/mnist'),
];
const isThere = (folder: string | undefined): folder is string =>
  folder !== undefined && idxFiles.every(({ name }) => existsSync(join(folder, name)));
const folder = folders.find(isThere);

test('Modern reads most of MNIST’s test images after a few hundred updates', async ({ page }) => {
  test.skip(folder === undefined, 'MNIST is neither in MNIST_DIR nor in public/data/mnist');
  await page.goto('/training/?data=generated&digits=100');
  const status = page.locator('.lbl-training').getByRole('status');
  await expect(status).toContainText('Ready');
  await page
    .locator('input[type=file]')
    .setInputFiles(idxFiles.map(({ name }) => join(folder!, name)));
  await expect(status).toContainText('Ready: MNIST, 60,000 images to train and 10,000 to test');
  await page.getByRole('button', { name: 'Start training' }).click();
  const bar = page.getByRole('progressbar');
  await expect
    .poll(async () => /update (\d+)/.exec((await bar.getAttribute('aria-valuetext')) ?? '')?.[1], {
      timeout: 80_000,
    })
    .toMatch(/^([2-9]\d|\d{3,})$/);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Test now' }).click();
  const accuracy = page.getByLabel('Test accuracy', { exact: true });
  await expect(accuracy).toHaveText(/^0\.\d{4}$/, { timeout: 60_000 });
  // Twenty updates are 2,560 images: enough to be far from guessing whatever the machine.
  expect(Number(await accuracy.textContent())).toBeGreaterThan(0.5);
});
