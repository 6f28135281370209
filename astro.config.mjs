// @ts-check
import { fileURLToPath } from 'node:url';
import preact from '@astrojs/preact';
import { satteri } from '@astrojs/markdown-satteri';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { contentSecurityPolicy } from './src/site/content-security-policy.ts';
import { fonts } from './src/site/fonts.ts';
import { mathPlugin } from './src/site/math-plugin.ts';
import { spokenLanguages } from './src/site/spoken-languages.ts';
import { standInForStorage } from './src/site/storage-stand-in.ts';

// A browser gives SharedArrayBuffer, and so threads with shared memory, only to pages served with these two.
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Where the book is published, `https://example.org`: needed for canonical links and a sitemap, and for nothing else. */
const site = process.env['SITE_URL'] || undefined;

/** Stands in for the sitemap that Starlight adds by itself, and that asks for an address at every build without one. */
const noSitemap = { name: '@astrojs/sitemap', hooks: {} };

/** What every figure needs: it comes in one piece, because many small ones compress worse. */
const inEveryFigure = [
  ...['/node_modules/(preact|@preact)/', '/src/words/', '/src/engine/(random|largest)'],
  '/src/player/(address|clock|tape)\\.',
  '/src/views/(Announcement|catch-up|controls|figure.css|language|later|layout|let-go|scale|[Pp]ixels|transport.css)',
];
const everyFigure = new RegExp(inEveryFigure.join('|'), 'u');
/** The frame that slides over a tensor, its hairlines and its tile: for the figures of a convolution alone. */
const windows =
  /\/src\/(views|scene)\/(\w*Window|window|\w*Hairlines|ProductTile|SumTile|frame)\./u;
/** What the figures that show a tape share; the mistakes come with the figure that makes them. */
const everyTape =
  /\/src\/(engine|steps|scene)\/(?!.*(mistakes|frame\.|[Ww]indow|Hairlines|SumTile))/u;

export default defineConfig({
  ...(site && { site }),
  // A host that serves the book below a path builds with BASE_PATH=/that/path.
  base: process.env['BASE_PATH'] ?? '/',
  trailingSlash: 'ignore',
  server: { headers: isolation },
  build: { inlineStylesheets: 'never' },
  markdown: {
    processor: satteri({ features: { math: true }, mdastPlugins: [mathPlugin] }),
  },
  vite: {
    plugins: [spokenLanguages()],
    worker: { format: 'es', plugins: () => [spokenLanguages()] },
    environments: {
      client: {
        build: {
          rolldownOptions: {
            output: {
              codeSplitting: {
                groups: [
                  // Every page fetches something later; what does it must not come with what figures share.
                  { name: 'preload', test: /vite\/preload-helper/u },
                  { name: 'base', test: everyFigure },
                  // The first page runs a network and draws pictures; it has neither grids nor steps.
                  { name: 'pictures', test: /\/src\/views\/([Ll]egend|[Pp]ixels)\./u },
                  { name: 'engine', test: /\/src\/engine\//u, minShareCount: 2 },
                  // Figures without a tape show tensors, too.
                  { name: 'grid', test: /\/src\/views\/TensorGrid/u },
                  { name: 'tape', test: everyTape, minShareCount: 2 },
                  { name: 'windows', test: windows },
                ],
              },
            },
          },
        },
      },
    },
    // Inlined assets would be data: addresses, which the content security policy refuses.
    build: {
      assetsInlineLimit: 0,
      // Astro marks every chapter with a directive of its own and has read it when Rolldown warns that it is lost.
      rolldownOptions: { checks: { moduleLevelDirective: false } },
    },
    resolve: {
      alias: [
        {
          find: /^@pagefind\/default-ui$/,
          replacement: fileURLToPath(new URL('./src/site/search-on-demand.ts', import.meta.url)),
        },
      ],
    },
  },
  integrations: [
    starlight({
      title: 'Layer by Layer',
      description:
        'How a convolutional network works: step through every number of its forward and backward pass.',
      favicon: '/favicon.svg',
      pagefind: true,
      credits: false,
      // Painted in parts, columns and figures would take their places one after the other.
      head: [
        { tag: 'link', attrs: { rel: 'expect', href: '#text-end', blocking: 'render' } },
        { tag: 'script', content: `(${standInForStorage})()` },
      ],
      lastUpdated: false,
      // A second column of links would take the width of the figures.
      tableOfContents: false,
      // content/chapters/404.mdx is the page in its place.
      disable404Route: true,
      markdown: { processedDirs: ['./content/chapters'] },
      customCss: [
        'katex/dist/katex.min.css',
        './build/fonts/fonts.css',
        './src/site/styles/tokens.css',
        './src/site/styles/book.css',
        './src/site/styles/page.css',
      ],
      components: {
        MarkdownContent: './src/site/components/MarkdownContent.astro',
        Banner: './src/widgets/network-map/Banner.astro',
        Hero: './src/widgets/landing/Hero.astro',
      },
      // Wrapped lines need no sideways scrolling, on a phone least of all.
      expressiveCode: {
        styleOverrides: { borderRadius: '0.25rem' },
        defaultProps: { wrap: true },
      },
      sidebar: [
        { label: 'Start', slug: 'index' },
        { label: 'The forward pass', items: ['convolution'] },
        { label: 'The backward pass', items: ['convolution-backward', 'backprop'] },
        { label: 'Training', items: ['training', 'data', 'speed'] },
        { label: 'Reference', items: ['notation'] },
      ],
    }),
    preact(),
    fonts(),
    ...(site ? [] : [noSitemap]),
    contentSecurityPolicy(),
  ],
});
