import AxeBuilder from '@axe-core/playwright';
import { expect, Page, test as base } from '@playwright/test';

function environment(name: 'PORTAL_URL' | 'FORGE_URL' | 'KUBECONFIG'): string {
  const value = process.env[name];
  if (!value)
    throw new Error(
      `${name} is not set; the journeys run through playwright.config.ts`,
    );
  return value;
}

/** Where things are. */
export const portal = {
  url: (path: string) => `${environment('PORTAL_URL')}${path}`,
  forge: (path: string) => `${environment('FORGE_URL')}/atlas/platform${path}`,
  kubeconfig: () => environment('KUBECONFIG'),
};

/** What the browser itself says of an answer that is no success; not an error of ours. */
const REFUSED = 'Failed to load resource';

/**
 * A test whose page fails it when the console says an error or a script throws. Journeys in which
 * the back end refuses on purpose set `isRefused`: the browser's note about that is then left out.
 */
export const test = base.extend<{ isRefused: boolean }>({
  isRefused: [false, { option: true }],
  page: async ({ page, isRefused }, provide) => {
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.message));
    page.on('console', message => {
      if (message.type() !== 'error') return;
      if (isRefused && message.text().startsWith(REFUSED)) return;
      errors.push(`${message.text()} (${message.location().url})`);
    });
    await provide(page);
    expect(errors).toEqual([]);
  },
});

/** Shows the page in a theme, and waits until no colour moves any more. */
export async function showIn(
  page: Page,
  theme: 'light' | 'dark',
): Promise<void> {
  await page.emulateMedia({ colorScheme: theme });
  await expect(page.locator(`[data-theme-mode="${theme}"]`)).not.toHaveCount(0);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(
        animation =>
          !(animation instanceof CSSTransition) ||
          animation.playState !== 'running',
      ),
  );
}

/**
 * What Backstage draws itself and we cannot mend: the tabs in its page header are links that each name a panel which is
 * not there, and its spinners and progress bars have no name. These rules on these nodes are left out, nothing else.
 */
const isBackstages = (id: string, html: string) =>
  (id === 'aria-valid-attr-value' && html.includes('bui-Tab')) ||
  (id === 'aria-progressbar-name' && /Mui(Circular|Linear)Progress/.test(html));

/** No serious or critical finding of axe on what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const findings = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .filter(({ html }) => !isBackstages(id, html))
        .map(({ target }) => `${id}: ${target.join(' ')}`),
    );
  expect(findings).toEqual([]);
}

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 390, height: 844 };

/**
 * The page holds on a telephone by night as it is now: nothing serious for axe, nothing wider than the screen. It is
 * wide and light again afterwards.
 */
export async function expectNarrowByNight(page: Page): Promise<void> {
  await page.setViewportSize(NARROW);
  await showIn(page, 'dark');
  await expectSettled(page);
  await expectAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await page.setViewportSize(WIDE);
  await showIn(page, 'light');
}

/** What the page shows waits for nothing. */
export async function expectSettled(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  await expect(page.getByRole('progressbar')).toHaveCount(0);
}

/** Keeps a picture for the documentation when `npm test` is told to (PICTURES=1). */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.PICTURES) return;
  await page.screenshot({
    path: `docs/images/${name}.png`,
    animations: 'disabled',
  });
}

/**
 * Waits until the catalog has an entity: it takes a few seconds after the object is there.
 * Asks the API, because a page of an entity that does not exist yet is an error on purpose.
 */
export async function expectInCatalog(page: Page, path: string): Promise<void> {
  await expectCatalogAnswer(page, path, 200);
}

/** Waits until the catalog has an entity no more. */
export async function expectNotInCatalog(
  page: Page,
  path: string,
): Promise<void> {
  await expectCatalogAnswer(page, path, 404);
}

async function expectCatalogAnswer(
  page: Page,
  path: string,
  status: number,
): Promise<void> {
  const session = await page.request.post(
    portal.url('/api/auth/guest/refresh'),
  );
  const { backstageIdentity } = await session.json();
  const [namespace, kind, name] = path.split('/');
  await expect
    .poll(
      async () => {
        const answer = await page.request.get(
          portal.url(
            `/api/catalog/entities/by-name/${kind}/${namespace}/${name}`,
          ),
          { headers: { authorization: `Bearer ${backstageIdentity.token}` } },
        );
        return answer.status();
      },
      { timeout: 30_000 },
    )
    .toBe(status);
}
