/**
 * The figures of the two convolution chapters: played by keys alone and held against the engine, linked, edited,
 * pointed at, touched, and asked for what the engine refuses.
 */
import { devices, expect, test, type Locator, type Page } from '@playwright/test';
import { runningValue } from '#steps/describe.ts';
import type { Step } from '#steps/step.ts';
import { nameOf } from '#views/cell-text.ts';
import { mark } from '#views/marks.ts';
import { partsOf } from '#steps/parts.ts';
import { cellNumber, fullNumber } from '#words/numbers.ts';
import { createConv2dBackward, scattered } from '#widgets/conv2d-backward/model.ts';
import { createConv2dForward } from '#widgets/conv2d-forward/model.ts';

interface Opened {
  readonly path: string;
  readonly island: string;
  readonly label: string;
}
const forward: Opened = {
  path: './convolution/',
  island: 'Conv2dForward',
  label: 'A kernel slides over a picture',
};
const backward: Opened = {
  path: './convolution-backward/',
  island: 'Conv2dBackward',
  label: 'The gradient of the input, step by step',
};
const weights: Opened = {
  path: './convolution-backward/',
  island: 'Conv2dWeights',
  label: 'The gradients of the kernel and the bias, step by step',
};
async function open(page: Page, { path, island, label }: Opened, hash = ''): Promise<Locator> {
  await page.goto(path + hash);
  const figure = page.getByRole('group', { name: label, exact: true });
  await figure.scrollIntoViewIfNeeded();
  // The island takes this attribute off when it is alive.
  await expect(page.locator(`astro-island[component-export="${island}"]`)).not.toHaveAttribute(
    'ssr',
  );
  return figure;
}

/** Tab from the top of the page until the figure has the focus. */
async function tabInto(page: Page, figure: Locator): Promise<void> {
  const mostStops = 200;
  for (let k = 0; k < mostStops; k++) {
    await page.keyboard.press('Tab');
    if (await figure.evaluate((root) => root === document.activeElement)) return;
  }
  throw new Error(`the figure is not among the first ${mostStops} stops of Tab`);
}

const cell = (within: Locator, name: string): Locator =>
  within.locator(`[role="gridcell"][aria-label^="${name} "]`);
const number = (value: number): string => cellNumber(value, { decimals: 2 });
const result = (step: Step) => step.writes[0];
const caption = (figure: Locator): Locator => figure.locator('.lbl-caption');
const written = (figure: Locator): Locator => figure.locator('[data-marks~="write"]');

test.describe('forward', () => {
  test('every step by keyboard alone, with the numbers of the engine', async ({ page }) => {
    const { trace } = createConv2dForward().scene;
    const figure = await open(page, forward);
    await expect(figure.getByText('Click here or Tab in')).toBeVisible();
    await tabInto(page, figure);
    await expect(figure).toHaveCSS('outline-style', 'solid');
    await page.keyboard.press('Home');
    for (let at = 0; at < trace.value.length; at++) {
      if (at > 0) await page.keyboard.press('ArrowRight');
      const { ref, value } = result(trace.value.at(at));
      await expect(caption(figure)).toContainText(`${nameOf(ref)} gets`);
      await expect(written(figure)).toHaveText(number(value));
      if (at + 1 < trace.value.length)
        await expect(cell(figure, nameOf(result(trace.value.at(at + 1)).ref))).toHaveAttribute(
          'aria-label',
          /not yet computed/,
        );
    }
    await page.keyboard.press('Home');
    await expect(caption(figure)).toContainText(`${nameOf(result(trace.value.at(0)).ref)} gets`);
    await page.keyboard.press('End');
    const last = result(trace.value.at(trace.value.length - 1));
    await expect(caption(figure)).toContainText(`${nameOf(last.ref)} gets`);
    await page.keyboard.press('ArrowLeft');
    await expect(cell(figure, nameOf(last.ref))).toHaveAttribute('aria-label', /not yet computed/);
    await page.keyboard.press('ArrowUp'); // the whole stage
    await expect(figure.getByRole('radio', { name: 'stage' })).toBeChecked();
    await expect(written(figure)).toHaveText(number(last.value));
  });

  test('term by term the cell holds the sum so far, and sentence and formula count alike', async ({
    page,
  }) => {
    const model = createConv2dForward();
    model.padding.value = 1;
    const { trace } = model.scene;
    const step = trace.value.at(1); // five of its products meet a zero of padding or of the picture
    const count = partsOf(step).length;
    const figure = await open(page, forward);
    await figure.getByLabel('Padding').fill('1');
    await figure.focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    for (let term = 0; term < count; term++) {
      if (term > 0) await page.keyboard.press('ArrowRight');
      await expect(caption(figure)).toContainText(`${term + 1} of ${count}: `);
      await expect(written(figure)).toHaveText(number(runningValue(step, term)!));
    }
    // Nine products and a bias and the result, whose cell is named before its number; in letters where they are wanted.
    const lines = figure.locator('.lbl-formula-line');
    await expect(lines.locator('.lbl-operand')).toHaveCount(2 * 9 + 1 + 1 + 1);
    await figure.getByLabel('symbols').check();
    await expect(lines.first().locator('.lbl-operand')).toHaveCount(2 * 9 + 1 + 1);
    await expect(lines).toHaveCount(2);
    await figure.focus();
    await page.keyboard.press('ArrowUp');
    await expect(figure.getByRole('radio', { name: 'cell' })).toBeChecked();
    await expect(written(figure)).toHaveText(number(result(step).value));
  });

  test('after a click the arrows step; after Tab a number keeps them until Escape', async ({
    page,
  }) => {
    const figure = await open(page, forward);
    await cell(figure, 'y[0,0,1,1]').click();
    await expect(caption(figure)).toContainText('y[0,0,1,1] gets');
    await page.keyboard.press('ArrowRight');
    await expect(caption(figure)).toContainText('y[0,0,1,2] gets');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await expect(cell(figure, 'y[0,0,1,2]')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(figure).toBeFocused();
    const before = await caption(figure).innerText();
    await page.keyboard.press('ArrowRight');
    await expect(caption(figure)).not.toHaveText(before);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keys' });
    await expect(help).toContainText('Escape returns to stepping');
    await page.keyboard.press('Escape');
    await expect(help).toBeHidden();
  });

  test('a link opens its step, back and forward walk the jumps', async ({ page }) => {
    const figure = await open(page, weights, '#weights.step=conv2d.backward.dWeight[0,0,2,1]');
    await expect(caption(figure)).toContainText('dWeight[0,0,2,1] gets');
    await figure.focus();
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/#weights\.step=conv2d\.backward\.dWeight\[0,0,2,2\]$/);
    await cell(figure, 'dWeight[0,0,0,1]').click();
    await expect(page).toHaveURL(/#weights\.step=conv2d\.backward\.dWeight\[0,0,0,1\]$/);
    await page.goBack();
    await expect(caption(figure)).toContainText('dWeight[0,0,2,2] gets');
    await page.goForward();
    await expect(caption(figure)).toContainText('dWeight[0,0,0,1] gets');
  });

  test('a stale link says so and shows the first view', async ({ page }) => {
    const figure = await open(page, backward, '#step=gone[1]');
    await expect(figure.getByRole('status').first()).toContainText('gone[1]');
    await expect(caption(figure)).toContainText('dx[0,0,2,2] gets');
  });

  test('an edited number changes what is made from it', async ({ page }) => {
    const model = createConv2dForward();
    const figure = await open(page, forward);
    await cell(figure, 'x[0,0,1,2]').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('2.5');
    await page.keyboard.press('Enter');
    model.edit({ tensor: 'x', index: [0, 0, 1, 2] }, 2.5);
    await expect(written(figure)).toHaveText(number(result(model.scene.step.value).value));
    await expect(cell(figure, 'x[0,0,1,2]')).toBeFocused();
    await page.keyboard.press('Enter');
    await page.keyboard.type('7');
    await page.keyboard.press('Escape');
    await expect(cell(figure, 'x[0,0,1,2]')).toHaveAttribute('aria-label', /= 2\.5;/);
  });

  test('formula and cells light each other', async ({ page }) => {
    const figure = await open(page, forward);
    const operand = figure
      .locator('.lbl-formula-line')
      .last()
      .locator('[data-cell="weight[0,0,1,2]"]');
    await operand.hover();
    await expect(cell(figure, 'weight[0,0,1,2]')).toHaveAttribute('data-marks', /hovered/);
    await cell(figure, 'weight[0,0,0,1]').hover();
    await expect(
      figure.locator('.lbl-formula-line').last().locator('[data-cell="weight[0,0,0,1]"]'),
    ).toHaveClass(/lbl-lit/);
    await expect(operand).not.toHaveClass(/lbl-lit/);
  });

  test('what the engine refuses is told where it was chosen, and nothing is lost', async ({
    page,
  }) => {
    const model = createConv2dForward();
    const figure = await open(page, forward, '#step=conv2d.forward.y[0,0,2,1]');
    await expect(caption(figure)).toContainText('y[0,0,2,1] gets');
    const before = await caption(figure).innerText();
    model.stride.value = 0;
    await figure.getByLabel('Stride').fill('0');
    await expect(figure.locator('.lbl-error')).toContainText(model.error.value!);
    await expect(caption(figure)).toHaveText(before);
    model.stride.value = 1;
    model.choose('kernel', 'large');
    await figure.getByLabel('Stride').fill('1');
    await figure.getByLabel('Kernel', { exact: true }).selectOption('large');
    await expect(figure.locator('.lbl-error')).toContainText(model.error.value!);
    await figure.getByLabel('Padding').fill('1');
    await expect(figure.locator('.lbl-error')).toHaveCount(0);
  });

  test('under reduced motion play goes to the end of the stage', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const { trace } = createConv2dForward().scene;
    const figure = await open(page, forward);
    await expect(figure.getByRole('button', { name: 'Go to the end of the stage' })).toBeVisible();
    await figure.focus();
    await page.keyboard.press(' ');
    const { ref } = result(trace.value.at(trace.value.length - 1));
    await expect(caption(figure)).toContainText(`${nameOf(ref)} gets`);
  });
});

test.describe('backward', () => {
  const position = (figure: Locator): Locator =>
    figure.getByRole('slider', { name: 'Position in the steps' });
  const part = (figure: Locator, name: string): Locator => figure.locator(`[data-part="${name}"]`);

  test('stage by stage by keyboard alone, with the numbers of the engine', async ({ page }) => {
    const { trace } = createConv2dBackward().scene;
    const figure = await open(page, backward);
    await tabInto(page, figure);
    await page.keyboard.press('ArrowUp'); // cell -> stage
    for (const [k, { end, writes }] of trace.value.stages.entries()) {
      if (k > 0) await page.keyboard.press('ArrowRight');
      await expect(position(figure)).toHaveAttribute('aria-valuenow', String(end));
      const shown = figure.locator(`[data-tensor="${writes}"] [role="gridcell"]`);
      const { data } = trace.value.valuesAt(writes)!;
      await expect(shown).toHaveText(
        Array.from(data, (value) => cellNumber(value, { decimals: 1, signed: true })),
      );
      const numbers = (await figure.locator('.lbl-formula-line').last().innerText()).trim();
      expect(numbers.split('(').length, numbers).toBe(numbers.split(')').length);
    }
    await page.keyboard.press('Home');
    await expect(position(figure)).toHaveAttribute(
      'aria-valuenow',
      String(trace.value.stages[0]!.end),
    );
    await page.keyboard.press('End');
    await expect(position(figure)).toHaveAttribute('aria-valuenow', String(trace.value.length));
  });

  test('the verdict waits for its numbers', async ({ page }) => {
    const figure = await open(page, backward);
    await expect(figure).toContainText('Will both sides end in the same numbers?');
    await expect(figure).not.toContainText('Finite differences agree');
    await figure.focus();
    await page.keyboard.press('End');
    await expect(figure).toContainText('Both sides end in the same numbers, to the last bit.');
    await expect(figure).toContainText('Finite differences agree');
  });

  test('while one side is stepped, the other has added as many products', async ({ page }) => {
    const model = createConv2dBackward();
    const { scene, scenes } = model;
    const start = scene.trace.value.stages.find(({ writes }) => writes === 'dx')!.start;
    const figure = await open(page, backward, `#step=${scene.trace.value.at(start).id}`);
    scene.player.dispatch({ type: 'seek', index: start });
    await figure.focus();
    for (let k = 0; k < 5; k++) {
      await page.keyboard.press('ArrowRight');
      scene.player.dispatch({ type: 'next' });
      const { done, of } = model.products.value;
      await expect(figure).toContainText(`on both sides: ${done} of ${of}.`);
      await expect(
        part(figure, 'scatter').locator(`[data-tensor="${scattered}"] [role="gridcell"]`),
      ).toHaveText(
        Array.from(scenes.scatter.knownOf(scattered).value, (value) =>
          value === undefined ? '' : cellNumber(value, { decimals: 1, signed: true }),
        ),
      );
    }
  });

  test('without the turn the check fails, and only finished cells are struck through', async ({
    page,
  }) => {
    const model = createConv2dBackward();
    model.isUnrotated.value = true;
    const { wrong, cells, worst } = model.check.value;
    const figure = await open(page, backward);
    await figure.getByLabel('Do not turn the kernel in the gather').check();
    const struck = figure.locator('[data-marks~="wrong"]');
    await expect(struck).toHaveCount(0);
    await figure.getByRole('button', { name: 'Ask finite differences' }).click();
    await expect(figure).toContainText(
      `Finite differences disagree with ${wrong} of the ${cells.length} numbers`,
    );
    await expect(figure).toContainText(
      `${nameOf({ tensor: 'dx', index: worst!.index })} ends as ${fullNumber(worst!.analytic)} and should be ${fullNumber(worst!.quotient)}`,
    );
    const known = model.scenes.gather.marksOf('dx');
    model.ask();
    const isStruck = [...known.value.values()].filter((bits) => bits & mark.wrong);
    await expect(struck).toHaveCount(isStruck.length);
    await figure.focus();
    await page.keyboard.press('End');
    await expect(struck).toHaveCount(wrong);
    await expect(figure).toContainText('The two sides do not end in the same numbers.');
    await figure.getByLabel('Example').selectOption('half-turn');
    await expect(struck).toHaveCount(0);
  });

  test('gather and scatter stand side by side, and the timeline names its stages', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const figure = await open(page, backward);
    for (const name of ['dx gather', 'dx scatter'])
      await expect(position(figure).getByText(name, { exact: true })).toBeVisible();
    const [gather, scatter] = await Promise.all(
      ['gather', 'scatter'].map((name) => part(figure, name).boundingBox()),
    );
    expect(scatter!.y).toBe(gather!.y);
    expect(scatter!.x).toBeGreaterThanOrEqual(gather!.x + gather!.width);
  });
});

test('no formula is cut off, at any width, whatever the example', async ({ page }) => {
  test.slow(); // many layouts
  for (const width of [390, 1280, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    for (const one of [forward, weights, backward]) {
      const figure = await open(page, one);
      const formula = figure.locator('.lbl-formula');
      await figure.focus();
      for (let k = 0; k < 4; k++) {
        const [inside, box] = await formula.evaluate((box) => [box.scrollHeight, box.clientHeight]);
        expect(inside, `${one.island} at ${width}`).toBeLessThanOrEqual(box);
        await page.keyboard.press('Shift+ArrowRight');
      }
    }
  }
});

test('a finger taps a cell and swipes to the next step', async ({ browser, baseURL }) => {
  const { defaultBrowserType: _, ...phone } = devices['Pixel 5'];
  const context = await browser.newContext({ ...phone, baseURL: baseURL! });
  const page = await context.newPage();
  const figure = await open(page, forward);
  await cell(figure, 'y[0,0,1,1]').tap();
  await expect(caption(figure)).toContainText('y[0,0,1,1] gets');
  await caption(figure).scrollIntoViewIfNeeded();
  const { x, y, width } = (await caption(figure).boundingBox())!;
  const touch = await context.newCDPSession(page);
  const at = (share: number) => ({ touchPoints: [{ x: x + width * share, y: y + 10 }] });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', ...at(0.8) });
  for (const share of [0.6, 0.4, 0.2])
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', ...at(share) });
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await expect(caption(figure)).toContainText('y[0,0,1,2] gets');
  await context.close();
});
