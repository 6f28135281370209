/**
 * The same short run in WebKitGTK, once as it comes (no shared memory, no relaxed SIMD: the way back that no other
 * engine takes) and once with both switched on. Playwright cannot drive this engine, so its own WebDriver does.
 */
import { expect, test } from '@playwright/test';
import { spawn, type ChildProcess } from 'node:child_process';
import { Builder, By, Capabilities, type WebDriver } from 'selenium-webdriver';
import { findWebKit } from '../../../scripts/browser.ts';

const miniBrowser = findWebKit();

/** The driver's port is so many behind the site's. */
const modes = [
  { title: 'as it comes', place: 2, env: {} },
  {
    title: 'with shared memory and relaxed SIMD',
    place: 3,
    env: { JSC_useSharedArrayBuffer: '1', JSC_useWasmRelaxedSIMD: '1' },
  },
];

async function connect(port: number): Promise<WebDriver> {
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowser, args: ['--automation'] },
  });
  const deadline = Date.now() + 20_000;
  for (;;)
    try {
      return await new Builder()
        .usingServer(`http://127.0.0.1:${port}`)
        .withCapabilities(capabilities)
        .build();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 300)); // the driver is still starting
    }
}

for (const { title, place, env } of modes)
  test(`WebKitGTK, ${title}: a short run trains`, async ({ baseURL }) => {
    test.skip(
      miniBrowser === undefined,
      'WebKitGTK’s MiniBrowser, its WebDriver or Xvfb is not installed',
    );
    const port = Number(new URL(baseURL!).port) + place;
    const display = ['-a', '-n', String(port), '-s', '-screen 0 1280x1024x24', 'WebKitWebDriver'];
    const server: ChildProcess = spawn(
      'xvfb-run',
      [...display, `--port=${port}`, '--host=127.0.0.1'],
      {
        env: { ...process.env, ...env },
        stdio: 'ignore',
        detached: true,
      },
    );
    let driver: WebDriver | undefined;
    try {
      driver = await connect(port);
      await driver.get(`${baseURL}training/?data=generated&recipe=modern`);
      const press = async (name: string): Promise<void> => {
        const button = await driver!.wait(
          async () =>
            (
              await driver!.findElements(
                By.xpath(`//button[normalize-space()='${name}' and not(@disabled)]`),
              )
            )[0],
          30_000,
          `no button ${name}`,
        );
        await driver!.executeScript('arguments[0].click()', button);
      };
      const loss = (): Promise<string> =>
        driver!.executeScript(
          `return [...document.querySelectorAll('output')].find((one) =>
             one.getAttribute('aria-label') === 'Loss' ||
             [...one.labels].some((label) => label.textContent.trim() === 'Loss'))?.textContent ?? ''`,
        );
      await press('Train one batch');
      await driver.wait(async () => /\d\.\d/.test(await loss()), 60_000, 'no loss was shown');
      expect(await loss()).toMatch(/\d\.\d/);
    } finally {
      await driver?.quit().catch(() => undefined);
      if (server.pid !== undefined) process.kill(-server.pid);
    }
  });
