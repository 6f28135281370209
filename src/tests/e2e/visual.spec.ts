/**
 * The gallery and the scenes, photographed and compared with committed pictures: what no other test sees is whether they
 * look as they did. `npx playwright test visual --project chromium --update-snapshots` takes them anew; look at them
 * before they are committed. Chromium alone: letters differ from engine to engine, and from one version to the next.
 */
import { expect, test, type Page } from '@playwright/test';
import { wake } from './islands.ts';

/** Edges of letters move by a fraction of a pixel between builds of one browser; a view that has changed is far above it. */
const maxDiffPixelRatio = 0.02;

interface Scene {
  readonly name: string;
  readonly path: string;
  readonly part: string;
}

const scenes: readonly Scene[] = [
  { name: 'gallery', path: './figures/', part: '.lbl-gallery' },
  { name: 'landing', path: './', part: '.lbl-landing' },
  { name: 'window', path: './convolution/', part: '.lbl-operation' },
  { name: 'turn', path: './convolution-backward/', part: '.lbl-figure' },
  { name: 'scoreboard', path: './backprop/', part: '.lbl-bp-score' },
];

async function show(page: Page, { path, part }: Scene) {
  await page.goto(path);
  await page.waitForLoadState('networkidle');
  const one = page.locator(part).first();
  await one.scrollIntoViewIfNeeded();
  if (path !== './' && path !== './figures/') await wake(page);
  return one;
}

const looks = [
  { colorScheme: 'light', width: 1440 },
  { colorScheme: 'dark', width: 1440 },
  { colorScheme: 'light', width: 390 },
] as const;

for (const scene of scenes)
  for (const { colorScheme, width } of looks)
    test(`${scene.name} looks as it did, ${colorScheme} at ${width}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 900 });
      const part = await show(page, scene);
      await expect(part).toHaveScreenshot(`${scene.name}-${colorScheme}-${width}.png`, {
        maxDiffPixelRatio,
        animations: 'disabled',
      });
    });
