/** What a reader types is taken as they mean it, or refused beside the field in one sentence; what worked stays. */
import { expect, test } from '@playwright/test';
import { mainFigure, wake } from './islands.ts';

test('a comma in a cell is a decimal point, and what is no number is refused there', async ({
  page,
}) => {
  await page.goto('./convolution/');
  await wake(page);
  const cell = page.locator('[role="gridcell"][aria-label^="x[0,0,0,2] "]');
  const editor = page.locator('.lbl-cell-editor');
  const type = async (text: string) => {
    if ((await editor.count()) === 0) {
      await cell.focus();
      await page.keyboard.press('Enter');
    }
    await editor.fill('');
    await page.keyboard.type(text);
    await page.keyboard.press('Enter');
  };
  for (const [text, value] of [
    ['0,5', '0.5'],
    ['\u22120,25', '\u22120.25'],
    ['1e-1', '0.1'],
  ] as const) {
    await type(text);
    await expect(cell).toHaveAttribute('aria-label', new RegExp(`= ${value.replace('.', '\\.')};`));
  }
  for (const text of ['two', '1,000.5', '1e999', '0x10']) {
    await type(text);
    await expect(page.locator('.lbl-cell-wrong')).toContainText('Type a number');
  }
  await page.keyboard.press('Escape');
  await expect(page.locator('.lbl-cell-wrong')).toHaveCount(0);
  await expect(cell).toHaveAttribute('aria-label', /= 0\.1;/);
});

test('a stride that is no whole number in its range is refused beside its field', async ({
  page,
}) => {
  await page.goto('./convolution/');
  await wake(page);
  const figure = mainFigure(page);
  const field = figure.getByLabel('Stride');
  await field.fill('2');
  const shown = await figure.locator('.lbl-formula').innerText();
  for (const text of ['-1', '99999999', '0,5', '1.5', '', 'two']) {
    await field.fill(text);
    await expect(
      figure.getByText('Type a whole number from 0 to 4; 2 is still used.'),
    ).toBeVisible();
    await expect(field).toHaveValue(text);
    await expect(field).toHaveAttribute('aria-invalid', 'true');
    expect(await figure.locator('.lbl-formula').innerText()).toBe(shown);
  }
  await field.press('ArrowDown');
  await expect(field).toHaveValue('1');
  await expect(figure.locator('.lbl-control-wrong')).toHaveText(['', '']);
});
