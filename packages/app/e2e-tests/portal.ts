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

/** A test whose page fails it when the console says an error or a script throws. */
export const test = base.extend({
  page: async ({ page }, provide) => {
    const errors: string[] = [];
    page.on('pageerror', error => errors.push(error.message));
    page.on('console', message => {
      if (message.type() === 'error')
        errors.push(`${message.text()} (${message.location().url})`);
    });
    await provide(page);
    expect(errors).toEqual([]);
  },
});

/** No serious or critical finding of axe on what the page shows now. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // The tabs of Backstage's own page header name panels that it does not render.
    .exclude('.bui-PluginHeader')
    .analyze();
  const findings = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes.map(node => node.target.join(' ')).join(' | ')}`,
    );
  expect(findings).toEqual([]);
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
