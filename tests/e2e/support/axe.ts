/** What axe finds wrong with a page. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * @param what `all` rules; only those about `colours`: enough for a second theme of what was looked at in the first; or
 *   all but those: enough for another layout
 * @returns rule and places, a line each
 */
export async function axeFindings(
  page: Page,
  what: 'all' | 'colours' | 'all but colours' = 'all',
): Promise<string[]> {
  // The page has no frames: axe needs no page of its own to put their results together.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (what === 'colours') axe.withTags(['cat.color']);
  else if (what === 'all but colours') axe.disableRules(['color-contrast']);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
