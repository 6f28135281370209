/** Modern on real MNIST: only where its files are at hand. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
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

/** The first `count` images or labels of an IDX file, as a file of its own. */
function firstOf(name: string, itemBytes: number, count: number) {
  const file = readFileSync(join(folder!, name));
  const whole = name.endsWith('.gz') ? gunzipSync(file) : file;
  const header = itemBytes === 1 ? 8 : 16;
  const buffer = Buffer.from(whole.subarray(0, header + count * itemBytes));
  buffer.writeUInt32BE(count, 4);
  return { name: name.replace(/\.gz$/, ''), mimeType: 'application/octet-stream', buffer };
}

test('one epoch of Modern on part of MNIST, its four files chosen by hand', async ({ page }) => {
  test.skip(folder === undefined, 'MNIST is neither in MNIST_DIR nor in public/data/mnist');
  const files = idxFiles.map(({ name }) =>
    firstOf(name, name.includes('images') ? 28 * 28 : 1, name.startsWith('train') ? 12_000 : 2_000),
  );
  await page.goto('/training/?data=generated&digits=100&recipe=modern&epochs=1');
  const status = page.locator('.lbl-training-status');
  await expect(status).toContainText('Ready');
  await page.locator('input[type=file]').setInputFiles(files);
  await expect(status).toContainText('12,000 images to train and 2,000 to test');
  await page.getByRole('button', { name: 'Start training' }).click();
  // Long enough for the readable engine, where a browser has nothing faster.
  await expect(status).toContainText('Finished after 94 updates', { timeout: 80_000 });
  // A fifth of an epoch of all 60,000; the whole of it comes to 0.98 and more.
  const accuracy = page.getByLabel('Test accuracy', { exact: true });
  expect(Number(await accuracy.textContent())).toBeGreaterThan(0.9);
});
