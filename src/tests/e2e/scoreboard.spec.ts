/** The scoreboard of the whole backpropagation: in view with the stage, on every screen, when the answer turns. */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { createBackprop } from '#widgets/backprop/model.ts';
import { cellNumber } from '#words/numbers.ts';
import { wake } from './islands.ts';

const open = async (page: Page, width: number, height: number, hash = ''): Promise<Locator> => {
  await page.setViewportSize({ width, height });
  await page.goto(`./backprop/${hash}`);
  await wake(page);
  return page.locator('.lbl-figure');
};

/** Scrolls until the figure begins where the page's own bar ends, as a link to it does. */
const scrollTo = (part: Locator): Promise<void> =>
  part.evaluate((element) => element.scrollIntoView({ block: 'start' }));

/** From the upper to the lower edge, in pixels of the window. */
const edges = async (part: Locator): Promise<{ top: number; bottom: number }> =>
  part.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });

const screens = [
  [1440, 900],
  [1024, 768],
  [390, 844],
  [320, 640],
] as const;

for (const [width, height] of screens)
  test(`at ${width} by ${height} the answer turns from wrong to right in view`, async ({
    page,
  }) => {
    const { scene, score } = createBackprop();
    const figure = await open(page, width, height);
    const board = figure.getByRole('region', { name: /^Scoreboard/ });
    // The smallest of phones has room for the board or for the tensors.
    await scrollTo(width < 390 ? board : figure.locator('.lbl-timeline'));
    const [answer, loss] = [
      board.getByRole('row', { name: /^answer/ }),
      board.getByRole('row', { name: /^loss/ }),
    ];
    const before = cellNumber(score.before.value.loss!, { decimals: 2 });
    await expect(answer.getByRole('cell')).toHaveText(['lying × wrong', '']);
    await expect(loss.getByRole('cell')).toHaveText([before, '']);
    await figure.focus();
    await page.keyboard.press('End');
    scene.player.dispatch({ type: 'last' });
    const after = cellNumber(score.after.value.loss!, { decimals: 2 });
    await expect(answer.getByRole('cell')).toHaveText(['lying × wrong', 'slanting ✓ right']);
    await expect(loss.getByRole('cell')).toHaveText([before, after]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const [{ top }, { bottom }, bar] = [
      await edges(board),
      await edges(board.locator('.lbl-bp-outcomes')),
      await edges(figure.getByRole('toolbar')),
    ];
    expect(top).toBeGreaterThan((await edges(page.locator('header.header'))).bottom);
    expect(bottom).toBeLessThanOrEqual(bar.top);
    // Said in words as well, once the reader rests.
    await expect(board.getByRole('status')).toContainText(
      `After the update it is slanting, which is right; loss ${after}.`,
    );
  });

test('a parameter to blame leads to the step of its gradient, and pointing at it moves nothing', async ({
  page,
}) => {
  const figure = await open(page, 1440, 900);
  const board = figure.getByRole('region', { name: /^Scoreboard/ });
  const slider = figure.getByRole('slider', { name: 'Position in the steps' });
  const here = (await slider.getAttribute('aria-valuenow'))!;
  const link = board.getByRole('link', { name: 'dense.bias[2]' });
  await link.hover();
  await expect(figure.locator('.lbl-cell-gradient[data-marks~="hovered"]')).toHaveCount(1);
  await expect(slider).toHaveAttribute('aria-valuenow', here);
  await link.click();
  await expect(figure.locator('.lbl-caption')).toContainText('dense.dBias[2] gets');
  await expect(page).toHaveURL(/#step=dense\.backward\.dBias\[2\]$/);
  await page.goBack();
  await expect(slider).toHaveAttribute('aria-valuenow', here);
  await page.goto(`./backprop/${await link.getAttribute('href')}`);
  await expect(figure.locator('.lbl-caption')).toContainText('dense.dBias[2] gets');
});

test('at 1440 by 900 tensors, numbers, sentence and bar are on one screen', async ({ page }) => {
  const figure = await open(page, 1440, 900);
  await scrollTo(figure);
  const top = (await edges(page.locator('header.header'))).bottom;
  const bar = figure.getByRole('toolbar');
  for (const key of ['Home', 'Shift+ArrowRight', 'End']) {
    await figure.focus();
    await page.keyboard.press(key);
    for (const part of [
      '.lbl-timeline',
      '.lbl-bp-stage',
      '.lbl-scene-options',
      '.lbl-bp-score',
      '.lbl-bp-step',
    ]) {
      const found = await edges(figure.locator(part));
      expect.soft(found.top, `${part} after ${key}`).toBeGreaterThanOrEqual(top);
      expect.soft(found.bottom, `${part} after ${key}`).toBeLessThanOrEqual((await edges(bar)).top);
    }
  }
});

/** Of the height of a phone's window, what the tensors of the step have for themselves. */
const leastShare = 0.45;

test('on a phone the tensors of the step have nearly half of the window', async ({ page }) => {
  const height = 844;
  const figure = await open(page, 390, height, '#step=conv1.backward.dWeight[1,0,0,1]');
  await scrollTo(figure.locator('.lbl-timeline'));
  const { top } = await edges(figure.locator('.lbl-bp-stage'));
  const below = await edges(figure.locator('.lbl-bp-step'));
  expect((below.top - top) / height).toBeGreaterThanOrEqual(leastShare);
  const bar = figure.getByRole('toolbar');
  const buttons = bar.locator('.lbl-transport-moves button, .lbl-levels span, .lbl-transport-open');
  const middles = await buttons.evaluateAll((all) =>
    all.map((one) => {
      const { top: from, bottom: to } = one.getBoundingClientRect();
      return Math.round((from + to) / 2);
    }),
  );
  expect(Math.max(...middles) - Math.min(...middles)).toBeLessThanOrEqual(1);
});
