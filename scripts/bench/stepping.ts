/**
 * How long a key press takes to reach the eye: from the key's own time stamp to the moment after the next frame is
 * painted, on the page of the whole backpropagation at 1440 x 900, through all of its steps one by one.
 *
 *   node scripts/bench/stepping.ts           the site in dist/
 *   node scripts/bench/stepping.ts FOLDER    a site built elsewhere
 *
 * The browser paints as soon as it can instead of waiting for a screen (60 times a second it would add up to 16.7 ms,
 * whatever the page does), so the figure is what the page costs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../browser.ts';

/** One frame of a screen that shows 60 a second, rounded down. */
export const frameMilliseconds = 16;

export interface SteppingReport {
  readonly presses: number;
  /** Milliseconds from key to paint. */
  readonly median: number;
  readonly p95: number;
  readonly slowest: number;
  /** Share of presses painted within `frameMilliseconds`. */
  readonly withinFrame: number;
  /** The same for a key that does nothing, on the same page at the same time: what the machine itself takes. */
  readonly idle: { readonly median: number; readonly p95: number };
}

/** Presses → through the whole tape, cell by cell, after a first walk that warms the page up. */
export async function measureStepping(folder = 'dist'): Promise<SteppingReport> {
  const port = await freePort();
  const server = spawn(
    process.execPath,
    ['node_modules/sirv-cli/bin.js', folder, '--port', String(port), '--quiet'],
    { stdio: 'ignore' },
  );
  const executablePath = findChromium();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
      ...['--disable-gpu-vsync', '--disable-frame-rate-limit'],
    ],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await open(page, `http://localhost:${port}/backprop/`);
    await page.evaluate(watchKeys);
    const length = Number(await page.getByRole('slider').first().getAttribute('aria-valuemax'));
    await press(page, 'ArrowRight', 60);
    await page.keyboard.press('Home');
    await sleep(500);
    await page.evaluate(() => Object.assign(window, { latencies: [] }));
    await press(page, 'ArrowRight', length - 1);
    const steps = await page.evaluate(() => (window as unknown as Watched).latencies);
    await page.evaluate(() => Object.assign(window, { latencies: [] }));
    await press(page, 'F9', idlePresses);
    const idle = await page.evaluate(() => (window as unknown as Watched).latencies);
    return summarize(steps, idle);
  } finally {
    await browser.close();
    server.kill();
    await once(server, 'exit');
  }
}

const idlePresses = 100;

interface Watched {
  latencies: number[];
}

/** Runs in the page: notes for every key how long after its time stamp the next frame was painted. */
function watchKeys(): void {
  const watched = window as unknown as Watched;
  watched.latencies = [];
  const { port1, port2 } = new MessageChannel();
  let pressed = 0;
  port2.onmessage = () => watched.latencies.push(performance.now() - pressed);
  addEventListener(
    'keydown',
    (event) => {
      pressed = event.timeStamp;
      // A message posted from a frame's callback arrives after that frame is painted.
      requestAnimationFrame(() => port1.postMessage(0));
    },
    { capture: true },
  );
}

async function open(page: Page, address: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await page.goto(address);
      break;
    } catch (error) {
      if (attempt === 20) throw error; // the server is not up yet
      await sleep(200);
    }
  }
  await page.waitForLoadState('networkidle');
  await page.getByRole('slider').first().focus();
}

/** One press after the other, each when the one before is on the screen. */
async function press(page: Page, key: string, times: number): Promise<void> {
  for (let k = 0; k < times; k++) {
    const before = await page.evaluate(() => (window as unknown as Watched).latencies.length);
    await page.keyboard.press(key);
    await page.waitForFunction(
      (count) => (window as unknown as Watched).latencies.length > count,
      before,
    );
  }
}

export function summarize(steps: readonly number[], idle: readonly number[]): SteppingReport {
  const [sorted, sortedIdle] = [steps, idle].map((all) => all.toSorted((a, b) => a - b));
  const at = (share: number, among = sorted): number =>
    among[Math.min(among.length - 1, Math.floor(share * among.length))] ?? NaN;
  const within = sorted.filter((milliseconds) => milliseconds < frameMilliseconds).length;
  return {
    presses: sorted.length,
    median: at(0.5),
    p95: at(0.95),
    slowest: at(1),
    withinFrame: within / sorted.length,
    idle: { median: at(0.5, sortedIdle), p95: at(0.95, sortedIdle) },
  };
}

/** The report in a line. */
export const steppingLine = (report: SteppingReport): string => {
  const { presses, median, p95, slowest, withinFrame, idle } = report;
  return (
    `stepping: ${presses} key presses to the next paint, median ${median.toFixed(1)} ms, ` +
    `95 % within ${p95.toFixed(1)} ms, slowest ${slowest.toFixed(1)} ms; ` +
    `${(100 * withinFrame).toFixed(1)} % within ${frameMilliseconds} ms ` +
    `(a key that does nothing: median ${idle.median.toFixed(1)} ms, 95 % within ${idle.p95.toFixed(1)} ms)`
  );
};

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

if (import.meta.main) console.log(steppingLine(await measureStepping(process.argv[2])));
