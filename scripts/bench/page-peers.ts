/** The peers in Chromium: peers/page.html in a browser that stays open while the bench goes round. */
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { findChromium } from '../browser.ts';
import { peerTask } from './peer-task.ts';

const folder = fileURLToPath(new URL('./peers/', import.meta.url));
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
const flags = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
];

export interface PeerHost {
  /** Images a second of one stretch; undefined where the peer does not run here. */
  speedOf(id: string): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Undefined, with the reason said, where the libraries or a browser are not installed. */
export async function openPage(say: (line: string) => void): Promise<PeerHost | undefined> {
  if (!existsSync(`${folder}node_modules`)) {
    say('bench: no peers in a page: run `npm install` in scripts/bench/peers');
    return undefined;
  }
  const task = JSON.stringify(await peerTask());
  const server = createServer((request, response) => {
    if (request.url === '/task.json') return void response.end(task);
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = `${folder}${path}`;
    if (!existsSync(file) || path.includes('..')) return void response.writeHead(404).end();
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const browser = await chromium
    .launch({ executablePath: findChromium() ?? 'chromium', args: flags })
    .catch((error: Error) => say(`bench: no peers in a page: ${error.message.split('\n')[0]}`));
  if (!browser) {
    server.close();
    return undefined;
  }
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/page.html`);
  return {
    speedOf: (id) =>
      page
        .evaluate<number, string>((name) => (globalThis as never as Peers).speedOf(name), id)
        .catch((error: Error) => void say(`bench: ${id}: ${error.message.split('\n')[0]}`)),
    async close() {
      await browser.close();
      server.close();
    },
  };
}

interface Peers {
  speedOf(name: string): Promise<number>;
}
