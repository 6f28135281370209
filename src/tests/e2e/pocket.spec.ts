/** The pocket network on the training page, on digits that the page draws itself. */
import { expect, test } from '@playwright/test';

test('the recipe of a link trains the pocket network, on kernels that agree with the engine', async ({
  page,
}) => {
  await page.goto('./training/?data=generated&digits=1200&recipe=pocket&epochs=3&batch=64');
  await expect(page.getByRole('combobox', { name: 'Recipe' })).toHaveValue('pocket');
  await expect(page.getByText('A network of 2,346 parameters')).toBeVisible();
  await page.getByRole('button', { name: 'Start training', exact: true }).click();
  const status = page.locator('.lbl-training-status');
  await expect(status).toContainText('Finished after 57 updates');
  const accuracy = await page.getByLabel('Test accuracy', { exact: true }).textContent();
  // One in ten is guessing.
  expect(Number(accuracy)).toBeGreaterThan(0.4);
  await expect(page.getByRole('img', { name: /^Feature map/ })).toHaveCount(4);
  await page.getByRole('button', { name: 'Check this backend' }).click();
  await expect(page.locator('.lbl-training-right')).toBeVisible();
  await expect(page.getByRole('rowheader', { name: 'dense.weight' })).toBeVisible();
});
