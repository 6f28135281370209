/** The scene of the first page: by keyboard alone, without scripts, by itself and at rest, and to axe. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { violations } from './accessibility.ts';
import { wake } from './islands.ts';

const label = 'A network that reads what you draw';
const sceneOf = (page: Page): Locator => page.getByRole('group', { name: label });
const inkOf = (page: Page): Promise<string[]> =>
  sceneOf(page)
    .locator('.lbl-drawing-pad polyline')
    .evaluateAll((all) => all.map((one) => one.getAttribute('points') ?? ''));

async function open(page: Page): Promise<Locator> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // The weights come after the scene is alive.
  const weights = page.waitForResponse(/pocket\.safetensors$/);
  await page.goto('./');
  const scene = sceneOf(page);
  await wake(page, scene);
  await weights;
  return scene;
}

const press = async (page: Page, key: string, times = 1): Promise<void> => {
  for (let k = 0; k < times; k++) await page.keyboard.press(key);
};

/** Goes on with Tab until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(target).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0] });
}

test('by keys alone: a one is drawn and read, blamed, undone, and a block leads to its chapter', async ({
  page,
}) => {
  const scene = await open(page);
  const told = scene.locator('.lbl-landing-told p').first();
  await expect(told).toContainText(/It reads a 7, \d\d % sure\. It was meant as a 3\./);
  await tabTo(page, scene.getByRole('application', { name: /^Draw a digit/ }));
  await press(page, 'ArrowUp', 6);
  await page.keyboard.press('Space');
  await press(page, 'ArrowDown', 12);
  await page.keyboard.press('Space');
  await expect(told).toContainText('It reads a 1');
  await expect(scene.getByText(/^Pen up, 50 % from the left, 80 % from the top\. One/)).toHaveCount(
    1,
  );
  await page.keyboard.press('Backspace');
  await expect(told).toContainText('There is no ink on the pad');
  await page.keyboard.press('Space');
  await press(page, 'ArrowUp', 12);
  await page.keyboard.press('Space');
  await expect(told).toContainText('It reads a 1');

  await tabTo(page, scene.getByRole('link', { name: /^4 kernels/ }));
  await tabTo(page, scene.getByRole('radio', { name: /^3, / }));
  await press(page, 'ArrowDown', 4);
  await expect(scene.getByRole('radio', { name: /^7, / })).toBeChecked();
  const blame = scene.getByRole('button', { name: 'Who is to blame?' });
  await tabTo(page, blame);
  await page.keyboard.press('Enter');
  await expect(blame).toHaveAttribute('aria-pressed', 'true');
  await expect(told).toContainText(/If 7 is right, the loss is \d/);
  await expect(scene.locator('.lbl-landing-number')).toHaveText(
    Array.from({ length: 10 }, (_, digit) => (digit === 7 ? /^−[01]\.\d\d$/ : /^\+[01]\.\d\d$/)),
  );
  // Each channel of two convolutions and poolings, and each kernel.
  await expect(scene.locator('.lbl-landing-column .lbl-landing-gradient')).toHaveCount(36);

  await scene.getByRole('link', { name: /^4 kernels/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/convolution\/$/);
});

test('a pointer draws, and the bars answer before the pen is lifted', async ({ page }) => {
  const scene = await open(page);
  const told = scene.locator('.lbl-landing-told p').first();
  const pad = (await scene.getByRole('application').boundingBox())!;
  await page.mouse.move(pad.x + pad.width / 2, pad.y + pad.height * 0.2);
  await page.mouse.down();
  await page.mouse.move(pad.x + pad.width / 2, pad.y + pad.height * 0.8, { steps: 8 });
  await expect(told).toContainText('It reads a 1');
  await page.mouse.up();
  expect(await inkOf(page)).toHaveLength(1);
});

test('it forgets everything, learns to read from nothing, and gets its weights back', async ({
  page,
}) => {
  test.slow();
  const scene = await open(page);
  const told = scene.locator('.lbl-landing-told p').first();
  const kernels = scene.locator('[data-block="conv1"] .lbl-landing-kernel');
  const trained = await kernels.first().innerHTML();
  await scene.getByRole('button', { name: 'Forget everything' }).click();
  await expect(told).toContainText('All 2,346 numbers are drawn anew');
  const fresh = await kernels.first().innerHTML();
  expect(fresh).not.toBe(trained);
  await scene.getByRole('button', { name: 'Learn', exact: true }).click();
  await expect(told).toContainText(/800 updates in [\d.]+ s, from nothing: [89]\d % of 500/, {
    timeout: 60_000,
  });
  expect(await kernels.first().innerHTML()).not.toBe(fresh);
  await scene.getByRole('button', { name: 'Remember' }).click();
  await expect.poll(() => kernels.first().innerHTML()).toBe(trained);
});

test('a digit writes itself, but not for one who has touched the scene or wants no motion', async ({
  page,
}) => {
  await open(page);
  const still = await inkOf(page);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto('./');
  await wake(page, sceneOf(page));
  await expect.poll(() => inkOf(page)).not.toEqual(still);
  await page.reload();
  await sceneOf(page).getByRole('application').focus();
  expect(await inkOf(page)).toEqual(still);
  await page.waitForTimeout(2600); // longer than it waits
  expect(await inkOf(page)).toEqual(still);
});

test('without scripts the same picture stands there, computed while the site was built', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto('./');
  const scene = sceneOf(page);
  await expect(scene.locator('.lbl-landing-column .lbl-pixels')).toHaveCount(36);
  await expect(scene.locator('.lbl-landing-told')).toContainText(/It reads a 7, \d+ % sure/);
  expect(await inkOf(page)).not.toEqual([]);
  await expect(scene.getByRole('button', { name: 'Learn' })).toBeHidden();
  await context.close();
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the scene, blamed, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const scene = await open(page);
    await scene.getByRole('button', { name: 'Who is to blame?' }).click();
    await expect(scene.locator('.lbl-landing-number')).toHaveCount(10);
    expect(await violations(page)).toEqual([]);
  });
