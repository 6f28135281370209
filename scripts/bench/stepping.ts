/**
 * What a key press costs before it reaches the eye, on the page of the whole backpropagation at 1440 x 900, through all
 * of its steps one by one: the page's own time, from the key to the end of its handlers and from the beginning of the
 * next frame to its paint. The wait between the two is the screen's and not counted: 60 frames a second make it up to
 * 16.7 ms, whatever the page does. The whole way, that wait included, is told beside it.
 *
 * The tape is walked several times. A step's own time is the middle one of its presses: what came between once was the
 * machine, which others use too, and what comes every time is the page.
 *
 *   node scripts/bench/stepping.ts               the site in dist/
 *   node scripts/bench/stepping.ts --site DIR    a site built elsewhere
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../browser.ts';
import { runCommand } from '../command.ts';
import { text } from '../flags.ts';

/** One frame of a screen that shows 60 a second, rounded down. */
export const frameMilliseconds = 16;

interface Quantiles {
  readonly median: number;
  readonly p95: number;
  readonly slowest: number;
}

/** Milliseconds. */
export interface SteppingReport {
  readonly steps: number;
  readonly presses: number;
  /** The page's own time for a key, by steps: the middle of the presses of each. */
  readonly ofSteps: Quantiles;
  /** Share of steps whose time fits into `frameMilliseconds`. */
  readonly stepsWithinFrame: number;
  /** The page's own time for a key, by presses. */
  readonly work: Quantiles;
  /** Share of presses whose work fits into `frameMilliseconds`. */
  readonly withinFrame: number;
  /** From the key to the paint, the wait for the frame included. */
  readonly latency: Quantiles;
  /** Share of presses whose latency fits into `frameMilliseconds`. */
  readonly paintedWithinFrame: number;
  /** `work` for a key that does nothing, at the same time: what the machine itself takes. */
  readonly idle: Quantiles;
}

/** Presses → through the whole tape, cell by cell, again and again, after some steps that warm the page up. */
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
    const all: Press[][] = [];
    for (let walk = 0; walk < walks; walk++) {
      await page.keyboard.press('Home');
      await sleep(500);
      all.push(await watch(page, 'ArrowRight', length - 1));
    }
    return summarize(all, await watch(page, 'F9', idlePresses));
  } finally {
    await browser.close();
    server.kill();
    await once(server, 'exit');
  }
}

/** Odd, so that there is a middle one. */
const walks = 5;
const idlePresses = 100;

interface Press {
  readonly work: number;
  readonly latency: number;
}

interface Watched {
  presses: Press[];
}

async function watch(page: Page, key: string, times: number): Promise<Press[]> {
  await page.evaluate(() => Object.assign(window, { presses: [] }));
  await press(page, key, times);
  return page.evaluate(() => (window as unknown as Watched).presses);
}

/** Runs in the page: notes for every key how long its handlers took and how long its frame. */
function watchKeys(): void {
  const watched = window as unknown as Watched;
  watched.presses = [];
  const painted = new MessageChannel();
  let pressed = 0;
  let handled = 0;
  let wait = 0;
  painted.port2.onmessage = () => {
    const now = performance.now();
    watched.presses.push({ work: now - pressed - wait, latency: now - pressed });
  };
  addEventListener(
    'keydown',
    (event) => {
      pressed = event.timeStamp;
      requestAnimationFrame(() => {
        wait = performance.now() - handled;
        // A message that is posted from a frame's callback arrives after that frame is painted.
        painted.port1.postMessage(0);
      });
    },
    { capture: true },
  );
  // The last to hear of the key: what the handlers before it left to microtasks is done too.
  addEventListener('keydown', () => (handled = performance.now()));
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
    const before = await page.evaluate(() => (window as unknown as Watched).presses.length);
    await page.keyboard.press(key);
    await page.waitForFunction(
      (count) => (window as unknown as Watched).presses.length > count,
      before,
    );
  }
}

function summarize(all: readonly Press[][], idle: readonly Press[]): SteppingReport {
  const presses = all.flat();
  const works = presses.map(({ work }) => work);
  const ofSteps = all[0].map((_, step) => quantiles(all.map((walk) => walk[step].work)).median);
  return {
    steps: ofSteps.length,
    presses: presses.length,
    ofSteps: quantiles(ofSteps),
    stepsWithinFrame: shareWithinFrame(ofSteps),
    work: quantiles(works),
    withinFrame: shareWithinFrame(works),
    latency: quantiles(presses.map(({ latency }) => latency)),
    paintedWithinFrame: shareWithinFrame(presses.map(({ latency }) => latency)),
    idle: quantiles(idle.map(({ work }) => work)),
  };
}

const shareWithinFrame = (times: readonly number[]): number =>
  times.filter((time) => time < frameMilliseconds).length / times.length;

function quantiles(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
  return { median: at(0.5), p95: at(0.95), slowest: at(1) };
}

/** The report in lines. */
export function steppingLines(report: SteppingReport): string {
  const row = (name: string, { median, p95, slowest }: Quantiles): string =>
    `  ${name.padEnd(38)} median ${median.toFixed(1)}, 95 % within ${p95.toFixed(1)}, slowest ${slowest.toFixed(1)}`;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    `stepping: ${report.presses} key presses through ${report.steps} steps; below ${frameMilliseconds} ms are ` +
      `${percent(report.withinFrame)} of them, ${percent(report.paintedWithinFrame)} with the wait for the frame`,
    row('a press', report.work),
    row('from key to paint, wait included', report.latency),
    row('a key without effect, at the same time', report.idle),
    row('a step, the middle of its presses', report.ofSteps) +
      `; below ${frameMilliseconds}: ${percent(report.stepsWithinFrame)}`,
  ].join('\n');
}

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

if (import.meta.main)
  await runCommand({
    name: 'stepping',
    call: 'node scripts/bench/stepping.ts',
    about: 'Measures what a key press costs on the built page /backprop/.',
    flags: { site: text('DIR', 'a site built elsewhere (default: dist)') },
    run: async ({ site }) => console.log(steppingLines(await measureStepping(site))),
  });
