/** Readers of the screen hear where they arrive, not every step on the way. */
import { expect, test, type Page } from '@playwright/test';
import { mainFigure, wake } from './islands.ts';

/** Counts the sentences that live regions say from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const polite = '[aria-live="polite"], [role="status"], output';
    new MutationObserver((changes) => {
      const regions = new Set<Element>();
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        const region = element?.closest(polite);
        if (region && region.getAttribute('aria-live') !== 'off') regions.add(region);
      }
      for (const { textContent } of regions) if (textContent) heard.push(textContent);
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  return () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);
}

/** As a system repeats a key that is held: thirty times a second. */
const repeat = 33;

for (const path of ['convolution/', 'convolution-backward/', 'backprop/'])
  test(`/${path}: while → is held nothing is said, and then the sentence of the step reached`, async ({
    page,
  }) => {
    await page.goto(`./${path}`);
    await wake(page);
    const figure = mainFigure(page);
    await figure.focus();
    const heard = await listen(page);
    for (let k = 0; k < 60; k++) {
      await page.keyboard.down(k % 20 < 10 ? 'ArrowRight' : 'ArrowLeft');
      await page.waitForTimeout(repeat);
    }
    expect(await heard()).toEqual([]);
    await page.keyboard.press('ArrowRight');
    await expect.poll(heard).toHaveLength(1);
    // By now the sentence on the page has followed its step.
    const caption = await figure.locator('.lbl-caption').innerText();
    expect((await heard())[0]!.replace(/\s+/g, ' ')).toContain(caption.trim().slice(0, 40));
  });

test('/data/: while a dial is moved nothing is said, and then the digits that came of it', async ({
  page,
}) => {
  await page.goto('./data/');
  await wake(page);
  const dial = page.getByRole('slider').first();
  await dial.focus();
  const heard = await listen(page);
  for (let k = 0; k < 30; k++) {
    // To and fro: at its end a dial would rest.
    await page.keyboard.down(k % 10 < 5 ? 'ArrowLeft' : 'ArrowRight');
    await page.waitForTimeout(repeat);
  }
  expect(await heard()).toEqual([]);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(heard).toHaveLength(1);
});

test('/training/: short epochs and a held key are not read out one by one, but where they end', async ({
  page,
}) => {
  await page.goto('./training/?data=generated&digits=100&batch=64&epochs=100000');
  await expect(page.locator('.lbl-training-status')).toContainText('Ready');
  const heard = await listen(page);
  await expect.poll(heard).toHaveLength(1);
  await page.getByRole('button', { name: 'Start training' }).click();
  await page.waitForTimeout(150 * repeat);
  expect(await page.locator('.lbl-training-tests').count()).toBe(1);
  await expect(page.locator('.lbl-training-status')).toContainText(/after epoch [1-9]/);
  expect(await heard()).toHaveLength(1);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect.poll(heard).toHaveLength(2);
  await page.getByRole('button', { name: 'Train one batch' }).focus();
  for (let k = 0; k < 40; k++) {
    await page.keyboard.down('Enter');
    await page.waitForTimeout(repeat);
  }
  expect(await heard()).toHaveLength(2);
  await page.keyboard.up('Enter');
  await expect.poll(heard).toHaveLength(3);
  const [state] = await page.locator('.lbl-training-status > p').allTextContents();
  expect((await heard())[2]).toContain(state);
});
