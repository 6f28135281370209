import { defineConfig } from '@playwright/test';
import { findChromium, findFirefox } from './scripts/browser.ts';

const port = Number(process.env['E2E_PORT'] ?? 4173);
const plainPort = port + 1;
const anyHost = '**/any-host.spec.ts';
const webkit = '**/webkit.spec.ts';
const executablePath = findChromium();
const firefoxPath = findFirefox();

const chromium = {
  browserName: 'chromium' as const,
  launchOptions: {
    ...(executablePath === undefined ? {} : { executablePath }),
    // Root has no sandbox to offer; the rest keeps a browser without a network from asking for one.
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-quic',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
};

export default defineConfig({
  testDir: 'src/tests/e2e',
  // `npm test` runs on two what measures no time.
  workers: 1,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: process.env['CI'] !== undefined,
  // A folder of its own, because Playwright empties it.
  outputDir: 'test-results/e2e',
  reporter: 'list',
  webServer: [
    {
      // Beside a server of yours, and beside one that has only just been ended.
      command: `npm run serve -- --port ${port} --ignore-lock`,
      url: `http://localhost:${port}/`,
      reuseExistingServer: false,
      timeout: 60_000,
    },
    {
      // The built folder as any host would serve it: below a path, without a header of ours.
      command: `sirv build/any-host --port ${plainPort} --quiet`,
      url: `http://localhost:${plainPort}/book/`,
      reuseExistingServer: false,
      timeout: 60_000,
    },
  ],
  use: { baseURL: `http://localhost:${port}/` },
  projects: [
    { name: 'chromium', use: chromium, testIgnore: [anyHost, webkit] },
    {
      name: 'any host',
      use: { ...chromium, baseURL: `http://localhost:${plainPort}/book/` },
      testMatch: anyHost,
    },
    // Playwright drives a stock Firefox through this channel up to 1.64.
    {
      name: 'firefox',
      use: {
        browserName: 'firefox',
        channel: 'moz-firefox',
        launchOptions: firefoxPath === undefined ? {} : { executablePath: firefoxPath },
      },
      testMatch: '**/engines.spec.ts',
      // The channel is an experiment of Playwright's: once in some twenty starts a page never answers it.
      retries: 1,
    },
    { name: 'webkit', testMatch: webkit },
  ],
});
