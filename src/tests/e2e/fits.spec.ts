/**
 * A figure fits: scrolled to, its tensors, its numbers, its sentence and its transport are in sight together, on a
 * laptop and on a phone; and on a phone the tensors have the largest part.
 */
import { expect, test, type Locator, type Page } from '@playwright/test';
import { wake } from './islands.ts';

/** Where a figure's steps read and write: the tensors of which all must be seen at once, by the step's address. */
const steps = [
  ['convolution/', 'conv2d.forward.y[0,0,2,1]', '.lbl-operation'],
  ['backprop/', 'conv1.forward.y[0,1,2,1]', '.lbl-bp-stage'],
  ['backprop/', 'conv1.backward.dWeight[1,0,2,2]', '.lbl-bp-stage'],
  ['backprop/', 'again.loss.forward.loss[]', '.lbl-bp-stage'],
] as const;

/** The least share of a phone's window that is left to the tensors. */
const tensorShare = 0.45;

/** In pixels: half of a border may be cut. */
const rounding = 1;

interface Span {
  readonly top: number;
  readonly bottom: number;
}

const spanOf = (one: Locator): Promise<Span> =>
  one.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });

/** Goes to a step and puts the top of the figure under the header; returns what is in sight. */
async function scrollTo(page: Page, path: string, step: string, tensors: string) {
  await page.goto(`./${path}#step=${step}`);
  await wake(page);
  const figure = page.locator('.lbl-figure').first();
  await expect(figure.locator('.lbl-caption')).toContainText(step.replace(/^.*\.|\[\]$/g, ''));
  await figure.evaluate((root) => root.scrollIntoView({ block: 'start' }));
  const ringed = figure.locator(':is(.lbl-cell, .lbl-cell-gradient):is([data-marks~="write"])');
  return {
    header: await spanOf(page.locator('.page > .header')),
    tensors: await spanOf(figure.locator(tensors)),
    written: await spanOf(ringed.first()),
    formula: await spanOf(figure.locator('.lbl-formula-line').last()),
    sentence: await figure.locator('.lbl-caption').evaluate((caption) => {
      const text = document.createRange();
      text.selectNodeContents(caption);
      const { top, bottom } = text.getBoundingClientRect();
      return { top, bottom };
    }),
    transport: await spanOf(figure.locator('.lbl-transport')),
    lines: await figure
      .locator('.lbl-formula-line')
      .last()
      .evaluate((line) => {
        const { height } = line.getBoundingClientRect();
        return height / Number.parseFloat(getComputedStyle(line).lineHeight);
      }),
  };
}

for (const [path, step, tensors] of steps) {
  test(`/${path}#step=${step} is on one screen of a laptop`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const seen = await scrollTo(page, path, step, tensors);
    expect(seen.tensors.top).toBeGreaterThanOrEqual(seen.header.bottom);
    for (const part of ['tensors', 'formula', 'sentence'] as const)
      expect(seen[part].bottom, part).toBeLessThanOrEqual(seen.transport.top + rounding);
    expect(seen.transport.bottom).toBeLessThanOrEqual(900);
  });

  test(`/${path}#step=${step} is on one screen of a phone, most of it tensors`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const seen = await scrollTo(page, path, step, tensors);
    const end = Math.min(seen.formula.top, seen.transport.top);
    const room =
      Math.min(seen.tensors.bottom, end) - Math.max(seen.tensors.top, seen.header.bottom);
    expect(room / 844).toBeGreaterThanOrEqual(tensorShare);
    expect(seen.written.bottom).toBeLessThanOrEqual(end + rounding);
    expect(seen.lines).toBeLessThan(3);
    for (const part of ['formula', 'sentence'] as const)
      expect(seen[part].bottom, part).toBeLessThanOrEqual(seen.transport.top + rounding);
    expect(seen.transport.bottom).toBeLessThanOrEqual(844);
    // One row: no taller than its buttons and their edges.
    expect(seen.transport.bottom - seen.transport.top).toBeLessThanOrEqual(60);
  });
}

test('on a phone the options unfold, and what is seldom wanted opens over the bar', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('./convolution/');
  await wake(page);
  const figure = page.locator('.lbl-figure').first();
  const kernel = figure.getByLabel('Kernel', { exact: true });
  await expect(kernel).toBeHidden();
  await figure.getByText('Options').click();
  await expect(kernel).toBeVisible();
  const speed = figure.getByLabel('Speed', { exact: true });
  await expect(speed).toBeHidden();
  await figure.getByRole('button', { name: 'Speed, bookmark, link and keys' }).click();
  await expect(speed).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(speed).toBeHidden();
});
