/** The islands of a page: figures that come alive when they are loaded, or when they are looked at. */
import { expect, type Locator, type Page } from '@playwright/test';

/** The page's main figure: the one that links name without a prefix, or that no link names. */
export const mainFigure = (page: Page): Locator =>
  page.locator('.lbl-figure:is([data-link-key="step"], :not([data-link-key]))').first();

/** Scrolls to the main figure of the page, or to another, and waits until it is alive: an island then loses its mark. */
export async function wake(page: Page, figure = mainFigure(page)): Promise<void> {
  await figure.scrollIntoViewIfNeeded();
  await expect(figure.locator('xpath=ancestor::astro-island[1]')).not.toHaveAttribute('ssr');
}

/** Unfolds the options of a figure where they are folded, as on a phone. */
export async function unfold(figure: Locator): Promise<void> {
  const fold = figure.locator('.lbl-options > summary');
  if (await fold.isVisible()) await fold.click();
}
