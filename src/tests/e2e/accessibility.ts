/** What axe finds wrong. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Rule and place of every violation in `part` of the page. All of axe's rules are run; only the lists of what passed are
 * left out, and so is the second page that axe would open for frames of other sites: both take most of its time.
 */
export async function violations(page: Page, part = 'html'): Promise<string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const result = await axe.include(part).analyze();
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target }) => `${id}: ${target.join(' ')}`),
  );
}
