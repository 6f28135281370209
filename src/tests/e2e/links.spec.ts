/** No dead links: every address and anchor in the built pages leads to something that was built. */
import { expect, test } from '@playwright/test';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pages } from './pages.ts';

const root = 'dist';
const html = new Map(
  pages.map((path) => [path, readFileSync(join(root, path, 'index.html'), 'utf8')]),
);

const idsOf = (text: string): Set<string> =>
  new Set([...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id!));

for (const [path, text] of html)
  test(`/${path} links only to what exists`, () => {
    const dead: string[] = [];
    for (const [, href] of text.matchAll(/<a\s[^>]*?href="([^"]+)"/g)) {
      const url = new URL(href!, `http://site/${path}`);
      if (url.host !== 'site') continue;
      const target = decodeURIComponent(url.pathname.slice(1));
      if (target === '' || target.endsWith('/')) {
        const page = html.get(target);
        const anchor = decodeURIComponent(url.hash.slice(1));
        // `#step=...` is a figure's state, not an anchor.
        const isAnchor = anchor !== '' && !anchor.includes('=') && anchor !== '_top';
        if (page === undefined || (isAnchor && !idsOf(page).has(anchor))) dead.push(href!);
      } else if (!existsSync(join(root, target))) dead.push(href!);
    }
    expect(dead).toEqual([]);
  });

test('no page asks anything of another host', () => {
  const foreign = [...html.values()].flatMap((text) =>
    [...text.matchAll(/<(?:script|link|img|iframe)\s[^>]*(?:src|href)="(https?:[^"]+)"/g)].map(
      ([, url]) => url,
    ),
  );
  expect(foreign).toEqual([]);
});
