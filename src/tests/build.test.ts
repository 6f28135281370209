/** What a host and a new machine are told while the book is installed and built: an address where it is given, no noise. */
import { readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllEnvs());

async function configWith(address: string | undefined) {
  vi.stubEnv('SITE_URL', address);
  vi.resetModules();
  return (await import('../../astro.config.mjs')).default;
}

test('SITE_URL is the address of canonical links and of the sitemap', async () => {
  expect((await configWith('https://example.org')).site).toBe('https://example.org');
});

test('without an address nobody asks for one: the sitemap is stood in for', async () => {
  const { site, integrations } = await configWith(undefined);
  expect(site).toBeUndefined();
  const names = integrations!.flat().map((one) => (one as { name: string }).name);
  expect(names).toContain('@astrojs/sitemap');
});

test('npm ci says nothing of engines: the scripts run on the Node that it brings along', () => {
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^loglevel\s*=\s*error$/m);
});
