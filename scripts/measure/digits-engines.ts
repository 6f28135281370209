/**
 * Draws the first 2,000 digits of seed 1 in Node and in every browser engine that is installed (Chromium, Firefox,
 * WebKitGTK's MiniBrowser under Xvfb), and says whether the bytes are the same. `node scripts/measure/digits-engines.ts`
 *
 * The standard leaves the last digit of sin, exp, log and pow to the engine, so this is a finding, not a promise.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { stripTypeScriptTypes } from 'node:module';
import { tmpdir } from 'node:os';
import { join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateDigits } from '#data/digits/generated-data-set.ts';
import { findChromium, findFirefox, findWebKit } from '../browser.ts';

const count = 2000;
const seed = 1;
const patienceMs = 120_000;
const root = fileURLToPath(new URL('../..', import.meta.url));

const page = `<!doctype html><title>digits</title>
<script type="importmap">{"imports":{"#engine/":"/src/engine/","#data/":"/src/data/"}}</script>
<script type="module">
import { generateDigits } from '#data/digits/generated-data-set.ts';
const start = performance.now();
const { pixels, labels } = generateDigits({ seed: ${seed}, count: ${count} });
const seconds = (performance.now() - start) / 1000;
await fetch('/result?seconds=' + seconds, { method: 'POST', body: new Blob([pixels, labels]) });
</script>`;

const sha256 = (...parts: Uint8Array[]): string =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex');

interface Result {
  readonly hash: string;
  readonly seconds: number;
}
let answer: ((result: Result) => void) | undefined;

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  if (url.pathname === '/result') {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      response.end();
      const seconds = Number(url.searchParams.get('seconds'));
      answer?.({ hash: sha256(Buffer.concat(parts)), seconds });
    });
  } else if (/^\/src\/[\w/-]+\.ts$/.test(url.pathname)) {
    const source = readFileSync(join(root, normalize(url.pathname)), 'utf8');
    response.setHeader('content-type', 'text/javascript');
    response.end(stripTypeScriptTypes(source));
  } else {
    response.setHeader('content-type', 'text/html');
    response.end(page);
  }
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

const profile = mkdtempSync(join(tmpdir(), 'digits-'));
const chromium = findChromium();
const quiet = [
  ...['--headless', '--no-sandbox', '--disable-background-networking', '--disable-sync'],
  ...['--no-first-run', `--user-data-dir=${join(profile, 'chromium')}`],
];
const firefox = findFirefox();
const webkit = findWebKit();
const commands: [name: string, command: string[] | undefined][] = [
  ['Chromium', chromium === undefined ? undefined : [chromium, ...quiet, address]],
  [
    'Firefox',
    firefox === undefined
      ? undefined
      : [firefox, '--headless', '--no-remote', '--profile', profile, address],
  ],
  ['WebKitGTK', webkit === undefined ? undefined : ['xvfb-run', '-a', webkit, address]],
];

const own = generateDigits({ seed, count });
const expected = sha256(own.pixels, own.labels);
console.log(`Node ${process.version}: ${expected}`);
for (const [name, command] of commands) {
  if (command === undefined) {
    console.log(`${name}: not installed`);
    continue;
  }
  const result = await runIn(command);
  if (result === undefined) console.log(`${name}: no answer in ${patienceMs / 1000} s`);
  else
    console.log(
      `${name}: ${result.hash === expected ? 'the same bytes' : `other bytes, ${result.hash}`}, ${Math.round(count / result.seconds)} digits a second`,
    );
}
server.close();
server.closeAllConnections();
rmSync(profile, { recursive: true, force: true });

/** Starts a browser on the page and ends it, with its children, when it has answered or when patience is out. */
async function runIn([command, ...args]: string[]): Promise<Result | undefined> {
  const result = new Promise<Result>((resolve) => (answer = resolve));
  const browser = spawn(command, args, { stdio: 'ignore', detached: true });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  const ended = new Promise<void>((resolve) => browser.once('close', () => resolve()));
  try {
    return await Promise.race([result, late]);
  } finally {
    clearTimeout(timer);
    if (browser.pid !== undefined) process.kill(-browser.pid, 'SIGTERM');
    await ended;
  }
}
