/** The training page as a reader uses it, on digits that the page draws itself: no MNIST is needed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const reading = async (page: Page, label: string): Promise<number> =>
  Number(await page.getByLabel(label, { exact: true }).textContent());
const status = (page: Page) => page.locator('.lbl-training-status');
const progress = async (page: Page): Promise<string> =>
  (await page.getByRole('progressbar').getAttribute('aria-valuetext')) ?? '';

/** Small enough for a busy machine even on the readable engine. */
const small = '/training/?data=generated&digits=1200&epochs=4&recipe=modern&batch=64';
/** As small, and so many epochs that no machine is done before the test says so. */
const endless = small.replace('epochs=4', 'epochs=5000');

let complaints: string[];
test.beforeEach(async ({ page }) => {
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});
test.afterEach(() => expect(complaints).toEqual([]));

test('the network learns: the loss falls, the accuracy rises, the run ends by itself', async ({
  page,
}) => {
  await page.goto(small);
  await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveValue('generated');
  await expect(page.getByRole('combobox', { name: 'Recipe' })).toHaveValue('modern');
  await expect(status(page)).toContainText('Ready: generated digits, 1,200 images to train');
  await button(page, 'Start training').click();
  await expect(status(page)).toContainText('Finished after 76 updates');
  expect(await reading(page, 'Loss')).toBeLessThan(1);
  // One in ten is guessing.
  expect(await reading(page, 'Test accuracy')).toBeGreaterThan(0.6);
  expect(await reading(page, 'Images per second')).toBeGreaterThan(0);
  await expect(page.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100');
  await page.getByText('The tests in numbers').click();
  await expect(page.locator('.lbl-training-tests tbody tr')).toHaveCount(4);
  await expect(page.getByRole('img', { name: /^Feature map/ })).toHaveCount(4);
});

/** How many frames hang on the wall, and how many there should be by the count above it. */
async function errorsOnWall(page: Page): Promise<{ framed: number; told: number }> {
  const score = await page.locator('.lbl-training-score').textContent();
  const [right, count] = /(\d+) of (\d+) right/.exec(score!)!.slice(1).map(Number);
  const framed = await page.locator('.lbl-wall-pictures > [data-wrong="true"]').count();
  return { framed, told: count - right };
}

test('errors go out on the wall, and each digit is told in words', async ({ page }) => {
  await page.goto(small);
  await expect(page.locator('.lbl-training-score')).toContainText('of 100 right');
  const before = await errorsOnWall(page);
  expect(before.framed).toBe(before.told);
  // One in ten is guessing.
  expect(before.told).toBeGreaterThan(70);
  await button(page, 'Start training').click();
  await expect(status(page)).toContainText('Finished');
  const after = await errorsOnWall(page);
  expect(after.framed).toBe(after.told);
  expect(after.told).toBeLessThan(before.told / 2);

  const wall = page.getByRole('group', { name: /^The first 100 test digits, \d+ of 100 right/ });
  await wall.focus();
  await page.keyboard.press('Home');
  const told = new Set<number>();
  for (let place = 0; place < 10; place++) {
    const cell = wall.locator('span').nth(place);
    await expect(cell).toHaveAttribute('data-open', 'true');
    const text = (await page.locator('.lbl-wall-sentence').textContent())!;
    const [, label, guess] = /^A (\d), read as (\d), probability [01]\.\d\d\.$/.exec(text)!;
    expect(await cell.getAttribute('data-wrong')).toBe(String(label !== guess));
    expect(await cell.textContent()).toBe(guess);
    told.add(Number(label));
    await page.keyboard.press('ArrowRight');
  }
  expect(told.size).toBeGreaterThan(3);
  await expect(page.locator('.lbl-wall-sentence')).toHaveAttribute('aria-live', 'polite');
  await page.keyboard.press('Escape');
  await expect(page.locator('.lbl-wall-sentence')).toContainText('A frame is an error');
});

test('at the end the pad opens, and the run’s own network reads what is drawn, by pointer or keys', async ({
  page,
}) => {
  await page.goto(small);
  await expect(status(page)).toContainText('Ready');
  await expect(page.getByRole('heading', { name: 'Now yours' })).toBeHidden();
  await button(page, 'Start training').click();
  await expect(page.getByRole('heading', { name: 'Now yours' })).toBeVisible();
  const answer = page.locator('.lbl-your-digit-answer');
  await expect(answer).toContainText('There is no ink on the pad');
  const pad = page.getByRole('application', { name: /^Pad for one digit/ });
  await pad.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await pad.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height * 0.15);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + height * 0.85, { steps: 8 });
  await page.mouse.up();
  await expect(answer).toContainText(/^Read as \d, probability [01]\.\d{3}\.$/);
  const shares = await page.locator('.lbl-your-digit-bars small').allTextContents();
  expect(shares).toHaveLength(10);
  await button(page, 'clear').click();
  await expect(answer).toContainText('There is no ink on the pad');
  await pad.focus();
  await page.keyboard.press('Space');
  for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(answer).toContainText(/^Read as \d, probability [01]\.\d{3}\.$/);
  await button(page, 'Reset').click();
  await expect(page.getByRole('heading', { name: 'Now yours' })).toBeHidden();
});

test('the same seed gives the same numbers, with and without pauses; another seed others', async ({
  page,
}) => {
  const losses: number[] = [];
  for (const [seed, pauses] of [
    [3, false],
    [3, true],
    [4, false],
  ] as const) {
    await page.goto(`${small}&seed=${seed}`);
    await expect(status(page)).toContainText('Ready');
    if (pauses) {
      await button(page, 'Train one batch').click();
      await expect(status(page)).toContainText('Paused after update 1.');
      await button(page, 'Resume').click();
    } else await button(page, 'Start training').click();
    await expect(status(page)).toContainText('Finished');
    losses.push(await reading(page, 'Loss'));
  }
  expect(losses[1]).toBe(losses[0]);
  expect(losses[2]).not.toBe(losses[0]);
});

test('pause rests, resume goes on, one batch is one update, reset begins again', async ({
  page,
}) => {
  await page.goto(endless);
  await button(page, 'Start training').click();
  await expect(button(page, 'Train one batch')).toBeDisabled();
  await button(page, 'Pause').click();
  await expect(status(page)).toContainText('Paused after update');
  const rested = await progress(page);
  const update = Number(/update (\d+)/.exec(rested)![1]);
  await button(page, 'Train one batch').click();
  await expect(page.getByRole('progressbar')).toHaveAttribute(
    'aria-valuetext',
    new RegExp(`update ${update + 1} `),
  );
  await expect(page.getByLabel('Learning rate')).toBeDisabled();
  await button(page, 'Resume').click();
  await expect(button(page, 'Pause')).toBeFocused();
  await expect.poll(() => progress(page)).not.toContain(`update ${update + 1} `);
  await button(page, 'Reset').click();
  await expect(status(page)).toContainText('Ready');
  await expect(button(page, 'Reset')).toBeDisabled();
  await expect(page.getByLabel('Test accuracy', { exact: true })).toHaveText('–');
  expect(await progress(page)).toContain('update 0 ');
});

/** Rounds of five seconds in which the page may show that it is smooth. */
const rounds = 5;

// Alone, because another page on the same processor would be measured too.
test(
  'the page stays smooth: no task of the main thread reaches 50 ms while training',
  {
    tag: '@alone',
  },
  async ({ page }) => {
    await page.goto(endless);
    await expect(status(page)).toContainText('Ready');
    await button(page, 'Start training').click();
    await expect(button(page, 'Pause')).toBeVisible();
    // A task's length includes the time for which the machine gave the processor to somebody else. So one round
    // without a long task shows that ours are short, and a page whose own tasks are long never has one.
    const longest: number[] = [];
    while (longest.length < rounds && longest.at(-1) !== 0) {
      const before = await progress(page);
      longest.push(await page.evaluate(longestTask, 5000));
      expect(await progress(page)).not.toBe(before);
    }
    expect(longest).toContain(0);
  },
);

/** In the page: the longest task within so many milliseconds; 0 if none took the 50 ms that browsers call long. */
const longestTask = (milliseconds: number): Promise<number> =>
  new Promise((resolve) => {
    let longest = 0;
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    });
    observer.observe({ type: 'longtask' });
    setTimeout(() => {
      observer.disconnect();
      resolve(longest);
    }, milliseconds);
  });

test('a run that breaks says why', async ({ page }) => {
  await page.goto('/training/?data=generated&digits=600&recipe=plain&batch=16&rate=0.1');
  await button(page, 'Start training').click();
  await expect(status(page)).toContainText(/The run broke at update \d+: the loss is NaN/);
  await expect(status(page)).toContainText('the first weights are too large');
  await expect(page.locator('.lbl-training-layer')).not.toContainText('probability NaN');
  await expect(button(page, 'Start training')).toBeEnabled();
});

test('a wrong setting is named beside its field and keeps the run from starting', async ({
  page,
}) => {
  await page.goto(small.replace('recipe=modern', 'recipe=nonsense'));
  await expect(status(page)).toContainText('The address says recipe=nonsense');
  const wrong = {
    'Digits to draw': ['99', '1,000', ''],
    'Learning rate': ['0', '-1', '101', 'NaN'],
    'Batch size': ['-1', '99999999', '0,5', '   '],
    Epochs: ['0', '1.5'],
    Seed: ['-1', '4294967296'],
  };
  for (const [label, values] of Object.entries(wrong)) {
    const field = page.getByLabel(label, { exact: true });
    const right = await field.inputValue();
    for (const value of values) {
      await field.fill(value);
      await field.press('Tab');
      await expect(field, `${label} ${value}`).toHaveAccessibleDescription(/\d+\.$/);
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      await expect(field).toHaveValue(value);
    }
    await field.fill(right);
    await expect(field).toHaveAttribute('aria-invalid', 'false');
  }
  await page.getByLabel('Learning rate').fill('0,005');
  await page.getByLabel('Learning rate').press('Tab');
  await expect(page.getByLabel('Learning rate')).toHaveValue('0.005');
  await page.getByLabel('Batch size').fill('0');
  await expect(page.getByText('A whole number from 1 to 1024.')).toBeVisible();
  await button(page, 'Start training').click();
  await expect(status(page)).toContainText('A setting is not right yet');
  await page.getByLabel('Batch size').fill('32');
  await button(page, 'Start training').click();
  await expect(status(page)).toContainText('Finished');
});

test('a damaged file is named and nothing is lost', async ({ page }) => {
  await page.goto(endless);
  await button(page, 'Start training').click();
  await button(page, 'Pause').click();
  await expect(status(page)).toContainText('Paused');
  const before = { loss: await reading(page, 'Loss'), progress: await progress(page) };
  await page
    .locator('input[type=file]')
    .setInputFiles([
      { name: 'mnist_all.mat', mimeType: '', buffer: Buffer.from('no MATLAB file at all') },
    ]);
  await expect(status(page)).toContainText('mnist_all.mat: not a MATLAB file');
  await expect(status(page)).toContainText('The data set is still generated digits.');
  await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveValue('generated');
  expect({ loss: await reading(page, 'Loss'), progress: await progress(page) }).toEqual(before);
  await button(page, 'Resume').click();
  await expect.poll(() => progress(page)).not.toBe(before.progress);
});

test('a worker that dies is noticed; its measurements stay, and a reset begins again', async ({
  page,
}) => {
  await page.goto(endless);
  await button(page, 'Start training').click();
  await expect.poll(() => reading(page, 'Loss')).toBeGreaterThan(0);
  const [worker] = page.workers();
  await worker.evaluate(() => self.close());
  await expect(status(page)).toContainText('The training worker is gone');
  expect(await reading(page, 'Loss')).toBeGreaterThan(0);
  await button(page, 'Reset').click();
  await expect(status(page)).toContainText('Ready');
  await button(page, 'Start training').click();
  await expect(button(page, 'Pause')).toBeVisible();
});

test('every backend that runs here agrees with the readable engine, before the reader’s eyes', async ({
  page,
}) => {
  await page.goto(small);
  await expect(status(page)).toContainText('Ready');
  const backends = page.getByRole('combobox', { name: 'Computed by' });
  const values = (await backends.count())
    ? await backends
        .locator('option')
        .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value))
    : ['auto'];
  for (const backend of values) {
    if (backend !== 'auto') await backends.selectOption(backend);
    await expect(status(page)).toContainText('Ready');
    await button(page, 'Check this backend').click();
    await expect(page.locator('.lbl-training-right')).toBeVisible();
    await expect(page.getByRole('rowheader', { name: 'dense3.weight' })).toBeVisible();
  }
});

test('what ends a run is locked while it stands, and leaving the page is asked about', async ({
  page,
}) => {
  await page.goto(endless);
  const choice = page.getByRole('combobox', { name: 'Data set' });
  await expect(status(page)).toContainText('Ready');
  await expect(choice).toBeEnabled();
  await button(page, 'Start training').click();
  await expect(button(page, 'Pause')).toBeVisible();
  await expect(choice).toBeDisabled();
  await expect(page.getByLabel('Digits to draw')).toBeDisabled();
  const asked = page.waitForEvent('dialog');
  await page.evaluate(() => void setTimeout(() => location.reload()));
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  const before = await progress(page);
  await expect.poll(() => progress(page)).not.toBe(before);
  await button(page, 'Reset').click();
  await expect(choice).toBeEnabled();
});

test('folders dropped in mid-run are read or refused, and the run goes on', async ({
  page,
  context,
}, { outputDir }) => {
  const folders = { empty: join(outputDir, 'nothing'), full: join(outputDir, 'digits') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  writeFileSync(join(folders.full, 'mnist_all.mat'), 'no MATLAB file');
  await page.goto(endless);
  await button(page, 'Start training').click();
  await expect(button(page, 'Pause')).toBeVisible();
  const devtools = await context.newCDPSession(page);
  const zone = page.locator('.lbl-training-drop');
  /** As the system would: a script cannot make a folder. */
  async function drop(folder: string): Promise<void> {
    await zone.scrollIntoViewIfNeeded();
    const { x, y } = (await zone.boundingBox())!;
    const data = { items: [], files: [folder], dragOperationsMask: 1 };
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: x + 9, y: y + 9, data });
  }
  await drop(folders.empty);
  await expect(status(page)).toContainText('nothing: cannot be read; if it is a folder');
  await drop(folders.full);
  await expect(status(page)).toContainText('mnist_all.mat: not a MATLAB file');
  await expect(status(page)).toContainText('The data set is still generated digits.');
  const before = await progress(page);
  await expect.poll(() => progress(page)).not.toBe(before);
  await button(page, 'Reset').click();
  await expect(status(page)).toContainText('Ready: generated digits, 1,200 images');
  await expect(page.getByRole('combobox', { name: 'Data set' })).toHaveValue('generated');
});

test('a number of digits that is changed twice while they are drawn: the last is used', async ({
  page,
}) => {
  await page.goto(endless);
  await expect(status(page)).toContainText('Ready');
  const digits = page.getByLabel('Digits to draw');
  await digits.fill('30000');
  await digits.press('Tab');
  await digits.fill('1300');
  await digits.press('Tab');
  await button(page, 'Start training').click();
  await expect(button(page, 'Pause')).toBeVisible();
  await button(page, 'Pause').click();
  await button(page, 'Reset').click();
  await expect(status(page)).toContainText('Ready: generated digits, 1,300 images');
  await expect(digits).toHaveValue('1300');
});

test('a lost network is told as such, and another try works', async ({ page }) => {
  let isDown = true;
  await page.route('**/data/mnist/**', (route) =>
    isDown ? route.fulfill({ status: 503, body: '' }) : route.fulfill({ status: 404, body: '' }),
  );
  await page.goto(small);
  await expect(status(page)).toContainText('Ready');
  const choice = page.getByRole('combobox', { name: 'Data set' });
  await choice.selectOption('mnist');
  await expect(status(page)).toContainText('the server answered with error 503');
  await expect(choice).toHaveValue('generated');
  await expect(choice.locator('option[value=mnist]')).toBeEnabled();
  await expect(page.getByText('This site has no copy of MNIST')).toBeHidden();
  isDown = false;
  await button(page, 'Try again: MNIST').click();
  await expect(page.getByText('This site has no copy of MNIST')).toBeVisible();
  // The browser writes failed requests on its console itself.
  complaints = complaints.filter((text) => !text.startsWith('Failed to load resource'));
});

test('a worker that hangs, never comes or cannot be: a sentence, and a restart that works', async ({
  page,
}) => {
  await page.goto(endless);
  await button(page, 'Start training').click();
  await expect(button(page, 'Pause')).toBeVisible();
  const [worker] = page.workers();
  void worker.evaluate('for (;;);').catch(() => {});
  await expect(status(page)).toContainText('has not answered for some seconds', {
    timeout: 30_000,
  });
  await button(page, 'Reset').click();
  await expect(status(page)).toContainText('Ready');

  await page.addInitScript(() => {
    const { Worker } = globalThis;
    Object.assign(globalThis, { Worker: undefined, RealWorker: Worker });
  });
  await page.goto(small);
  await expect(status(page)).toContainText('does not let the page have a background worker');
  await page.evaluate(() =>
    Object.assign(globalThis, { Worker: (globalThis as { RealWorker?: unknown }).RealWorker }),
  );
  await button(page, 'Reset').click();
  await expect(status(page)).toContainText('Ready');
});
