/** The feature maps and the output-size ruler of the chapter on convolution, by keyboard, held against their models. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { drawDigits } from '#widgets/feature-maps/digits.ts';
import { firstSeed, textOf } from '#widgets/feature-maps/ink.ts';
import { createFeatureMaps } from '#widgets/feature-maps/model.ts';
import { planeOf } from '#widgets/feature-maps/scales.ts';
import { cellNumber } from '#words/numbers.ts';

const number = (value: number): string => cellNumber(value, { decimals: 2 });

async function open(page: Page, label: string, island: string): Promise<Locator> {
  await page.goto('./convolution/');
  const figure = page.getByRole('group', { name: label, exact: true });
  await figure.scrollIntoViewIfNeeded();
  // The island takes this attribute off when it is alive.
  await expect(page.locator(`astro-island[component-export="${island}"]`)).not.toHaveAttribute(
    'ssr',
  );
  return figure;
}

test.describe('feature maps', () => {
  const openMaps = (page: Page) => open(page, 'Feature maps of a digit', 'FeatureMaps');
  const makeModel = () => createFeatureMaps({ digits: textOf(drawDigits(firstSeed)), digit: 4 });

  test('a map is walked by keys: the frame follows, the sum is told, Enter keeps it', async ({
    page,
  }) => {
    const model = makeModel();
    const figure = await openMaps(page);
    const told = figure.locator('.lbl-maps-told');
    const map = figure.getByRole('group', { name: /^map, / }).first();
    const tellsPlace = async (): Promise<void> => {
      const { rows, columns } = model.window.value;
      await expect(told).toContainText(`Rows ${rows[0]} to ${rows[1]}, columns ${columns[0]} to`);
      await expect(told).toContainText(`Sum: ${number(model.origin.value.sum.writes[0]!.value)}.`);
      const [h, w] = [rows[0], columns[0]];
      const frame = figure.locator('.lbl-pixel-map-mark[data-kind="frame"]');
      await expect(frame).toHaveAttribute('style', new RegExp(`--lbl-h: ?${h}; ?--lbl-w: ?${w};`));
    };
    await tellsPlace();
    const { d, p, q } = model.place.value;
    await map.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    model.point({ layer: 'y', d, p: p + 1, q: q + 1 });
    await tellsPlace();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await tellsPlace();
  });

  test('a kernel is typed and painted, and undo brings it back', async ({ page }) => {
    const model = makeModel();
    const figure = await openMaps(page);
    const value = figure.locator('.lbl-maps-value').first();
    const cell = figure.locator('[role="gridcell"][aria-label^="weight[0][1,2] "]');
    const firstValue = (): string => {
      const { p, q } = model.place.value;
      return number(planeOf(model.layers.value[0]!.made, 0)[p * 26 + q]!);
    };
    await cell.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('2.5');
    await page.keyboard.press('Enter');
    model.paint(0, [1, 2], 2.5);
    await expect(value).toHaveText(firstValue());
    await expect(figure.getByLabel('Kernel 0')).toHaveValue('own');

    await figure.getByRole('radio', { name: '1', exact: true }).focus();
    for (let k = 0; k < 2; k++) await page.keyboard.press('ArrowLeft');
    await expect(figure.getByRole('radio', { name: '−1' })).toBeChecked();
    const from = (await cell.boundingBox())!;
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x - from.width / 2, from.y + from.height / 2, { steps: 4 });
    await page.mouse.up();
    model.paint(0, [1, 2], -1);
    model.paint(0, [1, 1], -1, true);
    await page.mouse.move(0, 0);
    await expect(value).toHaveText(firstValue());
    for (let k = 0; k < 2; k++) await figure.getByRole('button', { name: 'undo' }).click();
    await expect(figure.getByLabel('Kernel 0')).toHaveValue('vertical');
  });

  test('four kernels, ReLU and pooling: maps stand below their kernels, pixels of one size', async ({
    page,
  }) => {
    const figure = await openMaps(page);
    await figure.getByLabel('Kernels').fill('4');
    await figure.getByLabel('ReLU').check();
    await figure.getByLabel('max-pooling 2×2').check();
    await expect(figure.getByRole('group', { name: /, (26×26|13×13) pixels/ })).toHaveCount(12);
    const boxes = (name: RegExp) =>
      figure
        .getByRole('group', { name })
        .all()
        .then((all) => Promise.all(all.map((one) => one.boundingBox())));
    const kernels = await boxes(/^weight\[\d\], shape/);
    const maps = await boxes(/^map, /);
    const pooled = await boxes(/^pooled, /);
    for (const [d, kernel] of kernels.entries()) {
      expect(maps[d]!.x).toBe(kernel!.x);
      expect(pooled[d]!.x).toBe(kernel!.x);
      expect(maps[d]!.y).toBeGreaterThan(kernel!.y + kernel!.height - 1);
      expect(pooled[d]!.width / 13).toBeCloseTo(maps[d]!.width / 26, 0);
    }
  });

  test('another digit, another hand, and what the engine refuses', async ({ page }) => {
    const figure = await openMaps(page);
    const picture = figure.getByRole('group', { name: /^x, / }).locator('path');
    const ink = (): Promise<string[]> =>
      picture.evaluateAll((paths) => paths.map((path) => path.getAttribute('d') ?? ''));
    const four = await ink();
    await figure.getByLabel('the digit 4').focus();
    await page.keyboard.press('ArrowRight');
    await expect(figure.getByLabel('the digit 5')).toBeChecked();
    const five = await ink();
    expect(five).not.toEqual(four);
    await figure.getByRole('button', { name: 'another hand' }).click();
    await expect.poll(ink).not.toEqual(five);
    await figure.getByLabel('Stride').fill('0');
    await expect(figure.locator('.lbl-error')).toContainText(
      'conv2d: stride must be two whole numbers >= 1',
    );
    await figure.getByLabel('Stride').fill('2');
    await expect(figure.locator('.lbl-error')).toHaveCount(0);
  });
});

test('the ruler lays its windows by keys, names what is left over, and says why nothing fits', async ({
  page,
}) => {
  const figure = await open(page, 'How many windows fit along one axis', 'OutputRuler');
  const result = figure.locator('.lbl-ruler-result');
  const bars = figure.locator('.lbl-ruler-bar');
  await expect(bars).toHaveCount(2);
  await expect(result).toContainText('Row 5 is in none of them');
  await figure.getByRole('slider', { name: /padding/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(bars).toHaveCount(3);
  await expect(result).toContainText('only padding is left over');
  await figure.locator('.lbl-ruler-axis').focus();
  for (let k = 0; k < 2; k++) await page.keyboard.press('ArrowRight');
  await expect(result).toHaveText('Window 1 reads rows 1 to 3 and makes row 1 of the output.');
  await figure.getByRole('slider', { name: /stride/ }).focus();
  await page.keyboard.press('Home');
  await expect(result).toContainText('conv2d: stride must be two whole numbers >= 1');
  await expect(figure.locator('[data-refused]')).toHaveCount(1);
});
