import { Page } from '@playwright/test';

/** Where the Tab key leads. */
export interface TabStop {
  /** Role or tag, and what it is called. */
  name: string;
  /** True when one can see that the focus is there. */
  isVisible: boolean;
}

/**
 * Presses Tab from the top of the page until the focus leaves it, or comes back to where it was.
 *
 * @throws Error after `limit` stops: the focus is trapped, or goes on for ever
 */
export async function tabStops(page: Page, limit = 200): Promise<TabStop[]> {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
  });
  const stops: TabStop[] = [];
  for (let count = 0; count < limit; count += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return undefined;
      if (element.hasAttribute('data-seen-by-tab')) return undefined;
      element.setAttribute('data-seen-by-tab', '');
      const shows = (one: Element | null, pseudo?: string) => {
        if (!one) return false;
        const style = getComputedStyle(one, pseudo);
        const hasOutline =
          style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        return hasOutline || style.boxShadow !== 'none';
      };
      return {
        name: `${
          element.getAttribute('role') ?? element.tagName.toLowerCase()
        } ${
          element.getAttribute('aria-label') ??
          element.textContent?.trim() ??
          ''
        }`,
        isVisible:
          shows(element) ||
          // Backstage UI draws the focus of some tabs on an element beside them, and says so here.
          element.closest('[data-focus-visible]') !== null ||
          shows(element, '::before') ||
          shows(element, '::after') ||
          shows(element.parentElement),
      };
    });
    if (!stop) return stops;
    stops.push(stop);
  }
  throw new Error(`the focus does not leave the page after ${limit} stops`);
}
