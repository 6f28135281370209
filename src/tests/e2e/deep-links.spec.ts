/** A link opens what it names, wherever it lies and whether or not it is awake; one that names nothing says so. */
import { expect, test, type Page } from '@playwright/test';
import { mainFigure, wake } from './islands.ts';

const figure = mainFigure;
const caption = (page: Page) => figure(page).locator('.lbl-caption');
const figureNotice = (page: Page) => figure(page).locator('.lbl-notice');
const pageNotice = (page: Page) => page.locator('.lbl-page-notice');

const steps = [
  ['convolution/', 'conv2d.forward.y[0,0,2,1]', 'y[0,0,2,1] gets'],
  ['convolution-backward/', 'conv2d.backward.dx[0,0,1,0]', 'dx[0,0,1,0] gets'],
  ['backprop/', 'dense.backward.dBias[2]', 'dense.dBias[2] gets'],
] as const;

for (const [path, step, said] of steps)
  test(`/${path}#step=${step} wakes its figure and scrolls to it`, async ({ page }) => {
    await page.goto(`./${path}#step=${step}`);
    await expect(caption(page)).toContainText(said);
    await expect(figure(page)).toBeInViewport();
    await expect(figureNotice(page)).toHaveText('');
    await expect(pageNotice(page)).toHaveText('');
  });

for (const [path] of steps)
  test(`/${path}: a stale link scrolls to the figure, which says so`, async ({ page }) => {
    await page.goto(`./${path}#step=gone[1]`);
    const notice = figureNotice(page);
    await expect(notice).toContainText('gone[1]');
    await expect(notice).toBeInViewport();
  });

test('a link followed inside of the page wakes a figure too', async ({ page }) => {
  const [path, step, said] = steps[1];
  await page.goto(`./${path}`);
  await page.evaluate((step) => {
    const link = document.createElement('a');
    link.href = `#step=${step}`;
    document.body.append(link);
    link.click();
  }, step);
  await expect(caption(page)).toContainText(said);
  await expect(figure(page)).toBeInViewport();
});

test('a page says so where a link names a figure or a heading that it does not have', async ({
  page,
}) => {
  for (const hash of ['#other.step=dx[0]', '#gone', '#%E0%A4%A']) {
    await page.goto('about:blank');
    await page.goto(`./convolution/${hash}`);
    await expect(pageNotice(page)).toContainText('is not on this page');
    await expect(pageNotice(page)).toBeInViewport();
  }
  await page.goto('about:blank');
  await page.goto('./notation/#step=y[0]');
  await expect(pageNotice(page)).toContainText('step=y[0]');
  await pageNotice(page).click();
  await expect(pageNotice(page)).toBeHidden();
  await page.goto('./convolution/#_top');
  await expect(pageNotice(page)).toHaveText('');
});

test('a reload stays where the reader is', async ({ page }) => {
  const [path, step] = steps[1];
  await page.goto(`./${path}#step=${step}`);
  await expect(figure(page)).toBeInViewport();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test('a fragment without end is cut, not printed whole', async ({ page }) => {
  const long = 100_000;
  for (const [hash, notice] of [
    [`#step=${'a'.repeat(long)}`, figureNotice(page)],
    [`#step=${'a/1'.repeat(long / 3)}`, figureNotice(page)],
    [`#${'a'.repeat(long)}`, pageNotice(page)],
    [`#${'x=y&'.repeat(long / 4)}`, pageNotice(page)],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(`./convolution-backward/${hash}`);
    await expect(notice).toContainText('…');
    expect((await notice.innerText()).length).toBeLessThan(300);
  }
});

for (const [path] of steps)
  test(`/${path}: the copied link names the step shown, right after a key`, async ({
    page,
    context,
  }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`./${path}`);
    await wake(page);
    await figure(page).focus();
    const { copied, shown } = await figure(page).evaluate(async (root) => {
      const link = root.querySelector<HTMLElement>('[aria-label="Copy a link to this step"]')!;
      for (let k = 0; k < 3; k++)
        root.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      link.click();
      await new Promise((done) => setTimeout(done, 200));
      return {
        copied: await navigator.clipboard.readText(),
        shown: root.querySelector('.lbl-caption')!.textContent,
      };
    });
    await page.goto('about:blank');
    await page.goto(copied);
    await expect(caption(page)).toHaveText(shown);
  });
