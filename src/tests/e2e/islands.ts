/** The islands of a page: figures that come alive when they are loaded, or when they are looked at. */
import { expect, type Locator, type Page } from '@playwright/test';

/** Scrolls to the first figure of the page and waits until it is alive: an island then loses its mark. */
export async function wake(page: Page): Promise<void> {
  const island = page.locator('astro-island', { has: page.locator('.lbl-figure') }).first();
  await island.locator('.lbl-figure').first().scrollIntoViewIfNeeded();
  await expect(island).not.toHaveAttribute('ssr');
}

/** Unfolds the options of a figure where they are folded, as on a phone. */
export async function unfold(figure: Locator): Promise<void> {
  const fold = figure.locator('.lbl-options > summary');
  if (await fold.isVisible()) await fold.click();
}
