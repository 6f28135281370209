import { expect, test } from 'vitest';
import { chapterMap } from './chapter-map.ts';
import { thumbnails, savedParameters } from './network.ts';
import { plan } from './plan.ts';

test('the map shows what the network makes of a digit that it reads better than a guess', () => {
  const drawn = thumbnails(savedParameters());
  expect(drawn.map(({ id }) => id)).toEqual(plan.map(({ id }) => id));
  for (const { picture, scale } of drawn) {
    expect(scale.most).toBeGreaterThan(0);
    expect(picture.values).toHaveLength(picture.height * picture.width);
  }
  const loss = drawn.at(-1)!.scale.most;
  expect(loss).toBeLessThan(Math.log(10));
  // A ReLU lets nothing below 0 through.
  for (const { kind, picture } of drawn)
    if (kind === 'relu') expect(Math.min(...picture.values.map((one) => one ?? 0))).toBe(0);
});

test('links begin at the root of the site, with and without a slash at its end', () => {
  for (const base of ['/book', '/book/'])
    expect(chapterMap('convolution', 'en', base).blocks[0].href).toBe('/book/data/');
});
