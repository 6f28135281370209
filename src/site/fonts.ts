/**
 * Cuts the book's faces to what it needs, and preloads on each page those that it shows. Every face is `optional`: one
 * that is not there when the page is first painted is left for the next page, so that no text ever moves. What a face
 * lacks is taken from the reader's system.
 */
import type { AstroIntegration } from 'astro';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
// @ts-expect-error The package has no types.
import subset from 'subset-font';
import { faces, type Face } from './font-faces.ts';

type Subset = (
  font: Buffer,
  characters: string,
  options: { targetFormat: 'woff2'; variationAxes?: Face['axes'] },
) => Promise<Buffer>;

/** Where the style sheet lies that `astro.config.mjs` names. */
const folder = new URL('../../build/fonts/', import.meta.url);
const { resolve } = createRequire(import.meta.url);

const fileOf = ({ name }: Face): string => `${name}.woff2`;

const codeOf = (character: string): string => `U+${character.codePointAt(0)!.toString(16)}`;

const ruleOf = (face: Face): string => `@font-face {
  font-family: '${face.family}';
  font-style: ${face.style};
  font-weight: ${face.weight};
  font-display: optional;
  src: url('./${fileOf(face)}') format('woff2');
  unicode-range: ${[...new Set(face.characters)].map(codeOf).join(', ')};
}
`;

/** KaTeX's style sheet without the faces that are cut here, and with the others `optional`. */
const ownFaces = (css: string): string =>
  css.replace(/@font-face\s*\{[^}]*\}/g, (rule) => {
    const isOurs = faces.some(
      ({ family, style, weight }) =>
        rule.includes(`font-family:${family};`) &&
        rule.includes(`font-style:${style};`) &&
        rule.includes(`font-weight:${weight};`),
    );
    return isOurs ? '' : rule.replace('font-display:block', 'font-display:optional');
  });

async function writeFaces(): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const face of faces) {
    const whole = await readFile(resolve(face.from));
    const options = {
      targetFormat: 'woff2',
      ...(face.axes && { variationAxes: face.axes }),
    } as const;
    await writeFile(
      new URL(fileOf(face), folder),
      await (subset as Subset)(whole, face.characters, options),
    );
  }
  await writeFile(new URL('fonts.css', folder), faces.map(ruleOf).join(''));
}

/** The faces that a page shows as links in its head; `built` are the files of the site, `base` its address. */
function preloads(html: string, built: readonly string[], base: string): string {
  const shown = faces.filter((face) => face.isShownBy(html));
  return shown
    .map(({ name }) => built.find((file) => new RegExp(`/${name}\\.[^/.]+\\.woff2$`).test(file)))
    .map(
      (file) =>
        `<link rel="preload" href="${base}${file}" as="font" type="font/woff2" crossorigin>`,
    )
    .join('');
}

export function fonts(): AstroIntegration {
  let base = '/';
  return {
    name: 'fonts',
    hooks: {
      'astro:config:setup': async ({ command, config, updateConfig }) => {
        base = config.base.replace(/\/?$/, '/');
        if (command === 'build' || command === 'dev') await writeFaces();
        updateConfig({
          vite: {
            plugins: [
              {
                name: 'own-faces-of-katex',
                enforce: 'pre',
                transform: (code, id) => (/\bkatex\b.*\.css/.test(id) ? ownFaces(code) : undefined),
              },
            ],
          },
        });
      },
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        const built: string[] = [];
        for await (const file of glob('_astro/*.woff2', { cwd: root }))
          built.push(file.replaceAll('\\', '/'));
        for await (const page of glob('**/*.html', { cwd: root })) {
          const html = await readFile(root + page, 'utf8');
          const links = preloads(html, built, base);
          await writeFile(root + page, html.replace('<meta charset="utf-8"/>', `$&${links}`));
        }
      },
    },
  };
}
