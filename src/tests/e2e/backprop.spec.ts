/** The chapter of one whole backpropagation: played by keys alone, held against the engine, linked, edited, questioned. */
import { devices, expect, test, type Locator, type Page } from '@playwright/test';
import { brokenOf } from '#widgets/backprop/broken.ts';
import { createBackprop } from '#widgets/backprop/model.ts';
import { phaseOf } from '#widgets/backprop/stage-plan.ts';
import { cellNumber, fullNumber } from '#words/numbers.ts';
import { violations } from './accessibility.ts';
import { unfold } from './islands.ts';

const path = './backprop/';

const open = async (page: Page, hash = ''): Promise<Locator> => {
  await page.goto(path + hash);
  const figure = page.getByRole('group', { name: 'One backpropagation, number by number' });
  await expect(figure).toBeVisible();
  // The island is alive once its player has written what a server cannot know.
  await expect(page.locator('astro-island[component-export="Backprop"]')).not.toHaveAttribute(
    'ssr',
  );
  return figure;
};

/** By the Tab key alone, from wherever the focus is. */
const tabTo = async (page: Page, target: Locator): Promise<void> => {
  for (let k = 0; k < 100; k++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  await expect(target).toBeFocused();
};

const slider = (figure: Locator): Locator =>
  figure.getByRole('slider', { name: 'Position in the steps' });
const cell = (figure: Locator, name: string): Locator => {
  const [, tensor, index] = /^(.*)\[(.*)\]$/.exec(name)!;
  return figure.locator(
    `[role="gridcell"][aria-label^="${tensor}[${index}]"], [role="gridcell"][aria-label*="; ${tensor}[${index}]"]`,
  );
};

test.describe('the tape', () => {
  test('plays forward and backward by keyboard alone, stage by stage, with the numbers of the engine', async ({
    page,
  }) => {
    const { scene } = createBackprop();
    const { stages } = scene.trace.value;
    const figure = await open(page);
    await tabTo(page, slider(figure));
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowUp'); // cell -> stage
    for (const [number, stage] of stages.entries()) {
      if (number > 0) await page.keyboard.press('ArrowRight');
      await expect(slider(figure)).toHaveAttribute('aria-valuenow', String(stage.end));
      await expect(figure.locator('.lbl-bp-now code')).toHaveText(stage.id);
      // Every cell that the stage wrote shows the engine's number.
      const { shape, data } = scene.trace.value.valuesAt(stage.writes)!;
      for (const flat of new Set([0, data.length >> 1, data.length - 1])) {
        const last = scene.trace.value.at(stage.start + flat).writes[0];
        const name = `${last.ref.tensor}[${last.ref.index.join(',')}]`;
        expect(shape.length).toBe(last.ref.index.length);
        await expect(cell(figure, name)).toHaveAttribute(
          'aria-label',
          new RegExp(`${escape(name)} = ${escape(fullNumber(last.value))}(;|$)`),
        );
      }
    }
    // And back: what the stage before wrote stands, what came after it is not computed yet.
    for (const before of stages.slice(1).keys()) {
      const number = stages.length - 2 - before;
      await page.keyboard.press('ArrowLeft');
      await expect(slider(figure)).toHaveAttribute('aria-valuenow', String(stages[number].end));
      for (const at of [number, number + 1]) {
        const { ref, value } = scene.trace.value.at(stages[at].end - 1).writes[0];
        const name = `${ref.tensor}[${ref.index.join(',')}]`;
        const isOnStage = phaseOf(stages[at].id) === phaseOf(stages[number].id);
        if (!isOnStage) continue;
        const says = at === number ? ` = ${escape(fullNumber(value))}` : ' not yet computed';
        await expect(cell(figure, name)).toHaveAttribute(
          'aria-label',
          new RegExp(`${escape(name)}${says}(;|$)`),
        );
      }
    }
  });

  test('opens a stage into cells and a cell into terms; what is not computed yet is empty', async ({
    page,
  }) => {
    const model = createBackprop();
    const { trace } = model.scene;
    const start = trace.value.positionOf('conv1.backward.dWeight[0,0,0,0]')!;
    const figure = await open(page, '#step=conv1.backward.dWeight[0,0,0,0]');
    await slider(figure).focus();
    for (let k = 0; k < 18; k++) {
      if (k > 0) await page.keyboard.press('ArrowRight');
      const step = trace.value.at(start + k);
      const { ref, value } = step.writes[0];
      await expect(figure.locator('.lbl-cell-gradient[data-marks~="write"]')).toHaveText(
        cellNumber(value, { decimals: 2, signed: true }),
      );
      await expect(figure.locator('.lbl-caption')).toContainText(
        `${ref.tensor}[${ref.index.join(',')}] gets`,
      );
      if (k < 17) {
        const next = trace.value.at(start + k + 1).writes[0].ref;
        await expect(cell(figure, `${next.tensor}[${next.index.join(',')}]`)).toHaveAttribute(
          'aria-label',
          /not yet computed/,
        );
      }
    }
    await page.keyboard.press('ArrowDown'); // the terms of this cell
    await expect(figure.locator('[data-marks~="term"]')).toHaveCount(2);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    await expect(slider(figure)).toHaveAttribute('aria-valuenow', String(start + 18));
    for (let k = 0; k < 10; k++) await page.keyboard.press('ArrowLeft');
    await expect(slider(figure)).toHaveAttribute('aria-valuenow', String(start + 8));
    await page.keyboard.press('End');
    await expect(slider(figure)).toHaveAttribute('aria-valuenow', String(trace.value.length));
    await page.keyboard.press('Home');
    await expect(slider(figure)).toHaveAttribute('aria-valuenow', '1');
  });

  test('the server’s page opens on its point without scripts', async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(path);
    const { scene } = createBackprop();
    const { ref, value } = scene.step.value.writes[0];
    await expect(page.locator('.lbl-caption')).toContainText(
      `${ref.tensor}[${ref.index.join(',')}] gets`,
    );
    await expect(page.locator('.lbl-cell-gradient[data-marks~="write"]')).toHaveText(
      cellNumber(value, { decimals: 2, signed: true }),
    );
    await expect(page.locator('.lbl-bp-says').first()).toContainText('lying × wrong');
    await expect(page.locator('.lbl-formula .katex')).not.toHaveCount(0);
    await context.close();
  });
});

test.describe('links', () => {
  test('a link opens its number; a click makes an entry that back undoes', async ({ page }) => {
    const figure = await open(page, '#step=conv1.backward.dWeight[1,0,2,2]');
    await expect(figure.locator('.lbl-caption')).toContainText('conv1.dWeight[1,0,2,2] gets');
    await cell(figure, 'pool1.y[0,0,1,1]').locator('.lbl-cell-value').click();
    await expect(page).toHaveURL(/#step=pool1\.forward\.y\[0,0,1,1\]$/);
    await page.goBack();
    await expect(figure.locator('.lbl-caption')).toContainText('conv1.dWeight[1,0,2,2] gets');
    await page.reload();
    await expect(figure.locator('.lbl-caption')).toContainText('conv1.dWeight[1,0,2,2] gets');
  });

  test('the keyboard goes from a number to the step of its gradient', async ({ page }) => {
    const figure = await open(page);
    await cell(figure, 'conv1.weight[1,0,2,2]').focus();
    await page.keyboard.press('Shift+Enter');
    await expect(figure.locator('.lbl-caption')).toContainText('conv1.dWeight[1,0,2,2] gets');
    await expect(cell(figure, 'conv1.weight[1,0,2,2]')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(cell(figure, 'conv1.weight[1,0,1,2]')).toBeFocused();
  });

  test('a link to the long way back through the loss opens it', async ({ page }) => {
    const figure = await open(page, '#step=loss.backward.dExp[0,1]');
    const way = figure.getByLabel('back through the loss');
    await expect(figure.locator('.lbl-caption')).toContainText('loss.dExp[0,1]');
    await expect(way).toHaveValue('long');
    await expect(figure.locator('.lbl-segment[data-current]')).toHaveCount(1);
    await way.selectOption('short');
    await expect(figure.locator('.lbl-caption')).toContainText('dense.dy[0,0]');
    await expect(figure.locator('.lbl-notice')).toBeEmpty();
  });

  test('a stale link leaves the figure as it opens and says so', async ({ page }) => {
    const figure = await open(page, '#step=conv7.backward.dWeight[1,0,2,2]');
    await expect(figure.getByRole('status').first()).toContainText(
      'conv7.backward.dWeight[1,0,2,2]',
    );
    const opening = createBackprop().scene.player.index.value + 1;
    await expect(slider(figure)).toHaveAttribute('aria-valuenow', String(opening));
  });
});

test('a weight is edited in its cell, everything follows, and undo brings it back', async ({
  page,
}) => {
  const model = createBackprop();
  const figure = await open(page, '#step=loss.forward.loss[]');
  const shown = figure.locator('[data-tensor="loss"] .lbl-cell-value');
  const before = cellNumber(model.pass.value.loss, { decimals: 2 });
  await expect(shown).toHaveText(before);
  await cell(figure, 'dense.weight[2,5]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('-1.5');
  await page.keyboard.press('Enter');
  model.edit({ tensor: 'dense.weight', index: [2, 5] }, -1.5);
  const after = cellNumber(model.pass.value.loss, { decimals: 2 });
  expect(after).not.toBe(before);
  await expect(shown).toHaveText(after);
  await figure.getByRole('button', { name: 'undo' }).first().press('Enter');
  await expect(shown).toHaveText(before);
  const untouched = createBackprop().experiment.value.parameters['dense.weight'].data[21];
  const label = new RegExp(`^dense\\.weight\\[2,5\\] = ${escape(fullNumber(untouched))};`);
  await expect(cell(figure, 'dense.weight[2,5]')).toHaveAttribute('aria-label', label);
});

test('a finger taps a pixel twice to change it, and any other number to go to its step', async ({
  browser,
  baseURL,
}) => {
  const { defaultBrowserType: _, ...phone } = devices['Pixel 5'];
  const context = await browser.newContext({ ...phone, baseURL: baseURL! });
  const figure = await open(await context.newPage(), '#step=conv1.forward.y[0,0,0,0]');
  await cell(figure, 'x[0,0,2,2]').tap();
  await expect(figure.locator('.lbl-cell-editor')).toHaveCount(0);
  await cell(figure, 'x[0,0,2,2]').tap();
  await figure.locator('.lbl-cell-editor').fill('0.5');
  await figure.locator('.lbl-cell-editor').press('Enter');
  await expect(cell(figure, 'x[0,0,2,2]')).toHaveAttribute('aria-label', /^x\[0,0,2,2\] = 0.5;/);
  await cell(figure, 'conv1.y[0,1,1,0]').locator('.lbl-cell-value').tap();
  await expect(figure.locator('.lbl-caption')).toContainText('conv1.y[0,1,1,0] gets');
  await context.close();
});

/** What a reader sees as `3.1·10⁻¹¹`, read back. */
function readPower(text: string): number {
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const match = /^([\d.]+)·10(⁻?)([⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(text.trim());
  if (!match) return Number(text);
  const power = Number([...match[3]].map((digit) => digits.indexOf(digit)).join(''));
  return Number(match[1]) * 10 ** (match[2] ? -power : power);
}

test('wiggling a number agrees with backpropagation to seven digits and more', async ({ page }) => {
  const figure = await open(page, '#step=conv1.backward.dWeight[1,0,2,2]');
  const panel = figure.getByRole('tabpanel', { name: 'wiggle it' });
  await expect(panel).toContainText('conv1.weight[1,0,2,2]');
  const error = panel.locator('dd').last();
  expect(readPower(await error.innerText())).toBeLessThan(1e-7);
  await cell(figure, 'x[0,0,3,2]').locator('.lbl-cell-value').click();
  await expect(panel).toContainText('x[0,0,3,2]');
  expect(readPower(await error.innerText())).toBeLessThan(1e-7);
  const h = panel.getByRole('slider');
  await h.focus();
  await page.keyboard.press('Home'); // the smallest h: round-off
  await expect(h).toHaveAttribute('aria-valuetext', '1.0·10⁻¹²');
  expect(readPower(await error.innerText())).toBeGreaterThan(1e-7);
});

test('predict mode hides the number until it is guessed, and keeps the score', async ({ page }) => {
  const { scene } = createBackprop();
  const figure = await open(page, '#step=dense.forward.y[0,1]');
  const truth = scene.trace.value.valuesAt('dense.y')!.data;
  await figure.getByLabel('predict').check();
  await expect(cell(figure, 'dense.y[0,1]')).toHaveAttribute('aria-label', /not yet computed/);
  await expect(figure.locator('.lbl-formula')).toContainText('?');
  // Nor do the questions give it away.
  await expect(figure.getByRole('tabpanel')).toHaveText(/^Your guess first/);
  const guess = figure.getByLabel('What will dense.y[0,1] be?');
  await guess.fill('99');
  await guess.press('Enter');
  await expect(figure.locator('.lbl-bp-said')).toContainText(`It is ${fullNumber(truth[1])}`);
  await expect(figure.getByRole('tabpanel')).not.toContainText('Your guess first');
  await guess.press('Enter'); // and on
  const next = figure.getByLabel('What will dense.y[0,2] be?');
  await next.fill(truth[2].toFixed(2));
  await next.press('Enter');
  await expect(figure.locator('.lbl-bp-said')).toContainText('Right');
  await expect(figure).toContainText('1 of 2 right');
  await page.reload();
  await figure.getByLabel('predict').check();
  await expect(figure).toContainText('1 of 2 right');
});

test('what is chosen before the figure is alive is not lost', async ({ page }) => {
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => (letGo = resolve));
  await page.route('**/_astro/*.js', async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(path, { waitUntil: 'commit' });
  const figure = page.getByRole('group', { name: 'One backpropagation, number by number' });
  await figure.getByLabel('predict').check();
  await figure.getByLabel('cells show').selectOption('values');
  await figure.getByText('term', { exact: true }).click();
  await expect(page.locator('astro-island[ssr]').first()).toBeAttached();
  letGo();
  await expect(figure).toContainText('What will dense.dWeight[2,0] be?');
  await expect(figure.locator('.lbl-cell-both')).toHaveCount(0);
  await expect(figure.getByLabel('term', { exact: true })).toBeChecked();
});

test('a tab that cannot be fetched says so, and the figure goes on', async ({ page }) => {
  const figure = await open(page);
  await page.route(/closed-tabs/, (route) => route.abort());
  await figure.getByRole('tab', { name: 'break it' }).click();
  const panel = figure.getByRole('tabpanel', { name: 'break it' });
  await expect(panel).toContainText('could not be loaded');
  await figure.getByRole('tab', { name: 'wiggle it' }).click();
  await expect(figure.getByRole('tabpanel')).toContainText('backpropagation say the truth');
});

test('a mistake is seen by the check, and training goes on without it', async ({ page }) => {
  const broken = brokenOf(createBackprop());
  const figure = await open(page);
  await figure.getByRole('tab', { name: 'break it' }).click();
  const panel = figure.getByRole('tabpanel', { name: 'break it' });
  for (const id of ['unrotated-kernel', 'every-maximum', 'wrong-sign']) {
    broken.id.value = id;
    await panel.getByLabel('mistake').selectOption(id);
    for (const { name, wrong, cells } of broken.check.value)
      await expect(
        panel.getByRole('row', { name: new RegExp(`^${escape(name)}\\b`) }),
      ).toContainText(`${wrong} / ${cells.length}`);
  }
  await panel.getByRole('button', { name: 'train both' }).click();
  await expect(panel.locator('.lbl-bp-result')).toContainText('Right rules:');
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [390, 1440])
    test(`passes axe in ${colorScheme} at ${width}, with every question open`, async ({ page }) => {
      test.slow(); // some thousand elements are looked at
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      const figure = await open(page, '#step=conv1.backward.dWeight[1,0,2,2]');
      await unfold(figure);
      await figure.getByLabel('predict').check();
      await figure.getByRole('button', { name: 'draw' }).click();
      await expect(figure.getByRole('group', { name: 'draw' })).toBeVisible();
      await expect(figure.locator('.lbl-bp-predict')).toBeVisible();
      expect(await violations(page)).toEqual([]);
      for (const tab of ['update', 'mini-batch', 'break it']) {
        await figure.getByRole('tab', { name: tab }).click();
        await expect(figure.getByRole('tabpanel', { name: tab })).toBeVisible();
        expect(await violations(page, '.lbl-bp-questions'), tab).toEqual([]);
      }
    });

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
