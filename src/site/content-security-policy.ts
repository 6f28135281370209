/**
 * Writes a content security policy into every built page: everything from the page's own origin, and of inline scripts
 * and styles only those that the build itself wrote, by their hash. Starlight's inline scripts are outside of what
 * Astro's `security.csp` hashes, so one pass over the finished pages covers all of them alike.
 *
 * `wasm-unsafe-eval` lets WebAssembly compile, nothing else. Style attributes stay allowed: KaTeX and Shiki position
 * and colour with them, and they cannot run code.
 */
import type { AstroIntegration } from 'astro';
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const inline = (tag: string): RegExp =>
  new RegExp(
    `<${tag}(?![^>]*\\ssrc=)(?![^>]*application/(?:ld\\+)?json)[^>]*>([\\s\\S]*?)</${tag}>`,
    'g',
  );

function hashes(html: string, tag: string): string {
  const found = new Set<string>();
  for (const [, content] of html.matchAll(inline(tag)))
    if (content) found.add(`'sha256-${createHash('sha256').update(content).digest('base64')}'`);
  return [...found].join(' ');
}

/** Returns the page with its policy as the first element of the head, before anything that it governs. */
function withPolicy(html: string): string {
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes(html, 'script')}`,
    `style-src-elem 'self' ${hashes(html, 'style')}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:", // drawn digits and Starlight's icons; pictures cannot run code
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join('; ');
  return html.replace(
    /<head>/,
    `<head><meta http-equiv="content-security-policy" content="${policy}">`,
  );
}

export const contentSecurityPolicy = (): AstroIntegration => ({
  name: 'content-security-policy',
  hooks: {
    'astro:build:done': async ({ dir }) => {
      const root = fileURLToPath(dir);
      for await (const page of glob('**/*.html', { cwd: root })) {
        const path = root + page;
        await writeFile(path, withPolicy(await readFile(path, 'utf8')));
      }
    },
  },
});
