/** What a build cannot see: links between chapters, commands named in prose, and text that has no place here. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { notation } from '../site/notation.ts';

const chapters = new Map(
  globSync('content/chapters/**/*.mdx').map((file) => [
    file.replaceAll('\\', '/'),
    readFileSync(file, 'utf8'),
  ]),
);
const documents = ['README.md', 'CONTRIBUTING.md', 'content/decisions.mdx', ...chapters.keys()];
const scripts = Object.keys(
  (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: object }).scripts,
);

describe('chapters', () => {
  test('there are some', () => expect(chapters.size).toBeGreaterThan(3));

  for (const [file, text] of chapters)
    test(`${file} has a title, a description, and links that work below any path`, () => {
      expect(text).toMatch(/^---\n(?:.*\n)*?title: .+\n/);
      expect(text).toMatch(/\ndescription: .+\n/);
      const addresses = [...text.matchAll(/\]\(([^)\s]+)\)|link: (\S+)/g)].map(
        ([, inText, inHero]) => (inText ?? inHero)!,
      );
      // An address from the root would miss the base path of a host that serves the book below one.
      expect(addresses.filter((address) => address.startsWith('/'))).toEqual([]);
      expect(
        addresses.filter((address) => /^https?:/.test(address) && !address.startsWith('https:')),
      ).toEqual([]);
    });
});

describe('documents', () => {
  for (const file of documents)
    test(`${file} names only commands that exist`, () => {
      const named = [...readFileSync(file, 'utf8').matchAll(/npm run ([\w:]+)/g)].map(
        ([, name]) => name,
      );
      expect(named.filter((name) => !scripts.includes(name!))).toEqual([]);
    });

  test('every script runs a file that exists', () => {
    const { scripts: commands } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    const files = Object.values(commands).flatMap(
      (command) => command.match(/scripts\/\S+\.ts/g) ?? [],
    );
    expect(files.filter((file) => !existsSync(file))).toEqual([]);
  });

  test('the README fits on a page', () => {
    expect(readFileSync('README.md', 'utf8').split('\n').length).toBeLessThanOrEqual(61);
  });
});

describe('notation', () => {
  test('no name stands twice', () => {
    const names = notation.map(({ code }) => code);
    expect(new Set(names).size).toBe(names.length);
  });

  test('every gradient belongs to a symbol that has a row, and is named after it', () => {
    const gradients = notation.filter(({ role }) => role === 'gradient');
    expect(gradients.length).toBeGreaterThan(4);
    for (const { code, gradientOf } of gradients) {
      expect(notation.map((entry) => entry.code)).toContain(gradientOf);
      const named = code.slice(1, 2).toLowerCase() + code.slice(2);
      if (code !== 'gradient') expect(gradientOf).toBe(named);
    }
  });
});
