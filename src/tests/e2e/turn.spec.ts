/** A reader's own files whose images lie the wrong way, as EMNIST's do. */
import { expect, test, type Page } from '@playwright/test';
import { generatedDataSet } from '#data/digits/generated-data-set.ts';
import { idxFour } from '#data/test-files.ts';
import { turnedImages, type Turn } from '#data/turn.ts';
import { violations } from './accessibility.ts';

const upright = generatedDataSet({ trainCount: 300, testCount: 60, seed: 11 });

/** Gives the four files of the digits, each image turned. */
const give = (page: Page, turn: Turn): Promise<void> =>
  page.locator('input[type=file]').setInputFiles(
    idxFour({
      train: turnedImages(upright.train, upright.width, turn),
      test: turnedImages(upright.test, upright.width, turn),
    }).map(({ name, bytes }) => ({ name, mimeType: '', buffer: Buffer.from(bytes) })),
  );

const status = (page: Page) => page.locator('.lbl-training').getByRole('status');
const choice = (page: Page) => page.getByRole('combobox', { name: 'Turn the images' });
const suggestion = (page: Page) => page.getByRole('button', { name: /^Use “/ });
/** The picture as it is drawn. */
const picture = (page: Page): Promise<string> =>
  page
    .getByRole('img', { name: /^The first image of each class/ })
    .evaluate((drawn) => drawn.innerHTML);

const small = '/training/?data=generated&digits=100&epochs=5000&batch=64';

async function open(page: Page, search = ''): Promise<void> {
  await page.goto(small + search);
  await expect(status(page)).toContainText('Ready: generated digits');
}

test('transposed digits: a suggestion, a click, and the digits stand upright and are learned from', async ({
  page,
}) => {
  await open(page);
  await expect(choice(page)).toHaveCount(0);
  await give(page, 'as-stored');
  await expect(status(page)).toContainText('Ready: your files, 300 images');
  await expect(choice(page)).toHaveValue('as-stored');
  const right = await picture(page);
  await expect(suggestion(page)).toHaveCount(0);

  await give(page, 'transpose');
  await expect(page.getByText('These digits may lie the wrong way.')).toBeVisible();
  expect(await violations(page, '.lbl-training-data')).toEqual([]);
  // Nothing is turned unasked.
  await expect(choice(page)).toHaveValue('as-stored');
  expect(await picture(page)).not.toBe(right);
  await suggestion(page).click();
  await expect(status(page)).toContainText('Ready: your files (transpose), 300 images');
  await expect(choice(page)).toHaveValue('transpose');
  await expect(choice(page)).toBeFocused();
  await expect(suggestion(page)).toHaveCount(0);
  await expect.poll(() => picture(page)).toBe(right);

  // The network looks at what the picture shows, and what it has learned from stays as it is.
  await page.getByRole('button', { name: 'Start training' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(choice(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(choice(page)).toBeEnabled();
});

test('the turn is chosen with the keyboard, and taken back', async ({ page }) => {
  await open(page);
  await give(page, 'rotate-90');
  await expect(suggestion(page)).toHaveText('Use “rotate 90° anticlockwise”');
  const lying = await picture(page);
  await choice(page).focus();
  // As fast as keys are pressed: what is chosen last is what is read.
  for (const key of ['Home', ...Array<string>(4).fill('ArrowDown')]) await page.keyboard.press(key);
  await expect(choice(page)).toHaveValue('rotate-270');
  await expect(status(page)).toContainText('your files (rotate-270)');
  await expect(suggestion(page)).toHaveCount(0);
  expect(await picture(page)).not.toBe(lying);
  await page.keyboard.press('Home');
  await expect(choice(page)).toHaveValue('as-stored');
  await expect.poll(() => picture(page)).toBe(lying);
  await expect(suggestion(page)).toBeVisible();
});

test('the address turns the first files that are given, or says that it cannot', async ({
  page,
}) => {
  await open(page, '&turn=transpose');
  await give(page, 'transpose');
  await expect(status(page)).toContainText('Ready: your files (transpose)');
  await expect(choice(page)).toHaveValue('transpose');
  await expect(suggestion(page)).toHaveCount(0);
  await open(page, '&turn=sideways');
  await expect(status(page)).toContainText('The address says turn=sideways, which is not known');
});
