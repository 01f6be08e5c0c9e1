import { expect, Page } from '@playwright/test';
import { abilities } from './cluster';
import { commitFile } from './forge';
import {
  expectAccessible,
  expectInCatalog,
  expectNarrowByNight,
  expectSettled,
  picture,
  portal,
  showIn,
  test,
} from './portal';
import { tabStops } from './tabStops';

/*
 * Every page of ours as it may be met: wide and narrow, light and dark, empty, on its way, refused,
 * broken. The back end's answers are real, but where a state cannot be had without one that fails.
 */

test.describe.configure({ mode: 'parallel' });

const INSTANCE = '/catalog/gallery/component/webapplication-window';

const PAGES: {
  name: string;
  path: string;
  subject: string;
  isOurs?: boolean;
}[] = [
  { name: 'home', path: '/', subject: 'what can be ordered' },
  { name: 'fleet', path: '/kro', subject: 'the fleet' },
  {
    name: 'abstractions',
    path: '/kro/abstractions',
    subject: 'the abstractions',
  },
  {
    name: 'abstraction',
    path: '/kro/abstractions/webapplication',
    subject: 'the abstraction webapplication',
  },
  { name: 'changes', path: '/kro/changes', subject: 'the changes' },
  { name: 'instance', path: `${INSTANCE}/kro`, subject: 'the instance' },
  // Backstage draws this page, and some of its buttons show no focus.
  { name: 'card', path: INSTANCE, subject: 'the instance', isOurs: false },
];

/** Opens a page and waits until all of it is there. */
async function openSettled(page: Page, path: string): Promise<void> {
  await page.goto(portal.url(path));
  await expect(page.getByRole('main').first()).toBeVisible();
  await expectSettled(page);
}

/** Lets the back end of our pages answer with a refusal. */
async function refuse(page: Page, status: number, name: string): Promise<void> {
  await page.route('**/api/kro/**', route =>
    route.fulfill({
      status,
      json: {
        error: { name, message: 'The cluster has not been read yet' },
        response: { statusCode: status },
      },
    }),
  );
}

test.beforeAll(async () => {
  await commitFile(
    'delivery/workspaces/gallery.yaml',
    `apiVersion: mini-atlas.dev/v1alpha1
kind: Workspace
metadata:
  name: gallery
  annotations: { mini-atlas.dev/owner: 'group:default/storefront' }
spec: { team: storefront }
`,
  );
  await commitFile(
    'delivery/tenants/gallery/webapplication-window.yaml',
    `apiVersion: mini-atlas.dev/v1alpha1
kind: WebApplication
metadata:
  name: window
  namespace: gallery
  annotations: { mini-atlas.dev/owner: 'group:default/storefront' }
spec: { image: nginx, tag: broken, host: window.example.com }
`,
  );
});

test.beforeEach(async ({ page }) => {
  await expectInCatalog(page, 'gallery/component/webapplication-window');
});

for (const { name, path, isOurs = true } of PAGES) {
  test(`${name}: wide by day and by keyboard, narrow by night`, async ({
    page,
  }) => {
    await openSettled(page, path);
    await expectAccessible(page);
    if (isOurs) {
      const stops = await tabStops(page);
      expect(stops.length).toBeGreaterThan(10);
      expect(stops.filter(({ isVisible }) => !isVisible)).toEqual([]);
    }

    await expectNarrowByNight(page);
  });
}

test('pictures of what is not in the tour', async ({ page }) => {
  test.skip(!abilities.pullsImages, 'this cluster runs pods without images');
  for (const [path, name] of [
    ['/kro/abstractions', 'abstractions'],
    ['/kro/abstractions/webapplication', 'abstraction'],
    ['/kro/changes', 'changes'],
    [INSTANCE, 'card'],
  ]) {
    await openSettled(page, path);
    await picture(page, name);
  }
  await page.goto(portal.url(`${INSTANCE}/kro`));
  await expect(page.getByText(/cannot be pulled/).first()).toBeVisible();
  await showIn(page, 'dark');
  await picture(page, 'failure-dark');
});

test.describe('when the back end refuses', () => {
  test.use({ isRefused: true });

  for (const { name, path, subject } of PAGES) {
    test(`${name} says what happened and what to do`, async ({ page }) => {
      await refuse(page, 503, 'ServiceUnavailableError');
      await page.goto(portal.url(path));
      await expect(page.getByText(`Could not load ${subject}`)).toBeVisible();
      await expect(
        page.getByRole('button', { name: 'Try again' }).first(),
      ).toBeVisible();
      if (name === 'fleet') {
        await expectAccessible(page);
        await picture(page, 'fleet-error');
      }

      await refuse(page, 403, 'NotAllowedError');
      const forbidden = page.getByText(`You may not see ${subject}`);
      // The page asks again by itself, too, and may have done so already.
      const again = page.getByRole('button', { name: 'Try again' });
      await again.or(forbidden).first().click();
      await expect(forbidden).toBeVisible();
    });
  }
});

test('the fleet without anything in it says how to begin', async ({ page }) => {
  await page.route('**/api/kro/instances', async route => {
    const answer = await route.fetch();
    await route.fulfill({ json: { ...(await answer.json()), items: [] } });
  });
  await page.goto(portal.url('/kro'));
  await expect(page.getByText('Nothing has been ordered yet')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'fleet-empty');
  // A signal may have asked again: its answer is waited for, else it comes to a page that is closed.
  await page.unrouteAll({ behavior: 'wait' });
});

test('the fleet finds one of 5,000 instances', async ({ page }) => {
  await page.route('**/api/kro/instances', async route => {
    const list = await (await route.fetch()).json();
    const items = Array.from({ length: 5_000 }, (_, index) => {
      const item = list.items[index % list.items.length];
      return {
        ...item,
        ref: `${item.ref}-${index}`,
        name: `${item.name}-${index}`,
      };
    });
    await route.fulfill({ json: { ...list, items } });
  });
  await page.goto(portal.url('/kro'));
  const rows = page.getByRole('link', { name: /-\d+$/ });
  await expect(rows.first()).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search the fleet' }).fill('-4999');
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/q=-4999/);
  await page.unrouteAll({ behavior: 'wait' });
});

test('a node of the graph, a copy button and the fleet’s filters work by keyboard', async ({
  page,
}) => {
  await page.context().grantPermissions(['clipboard-write']);
  await page.goto(portal.url(`${INSTANCE}/kro`));
  const node = page
    .getByRole('group', { name: 'Graph of window' })
    .getByRole('button', { name: /^Service/ });
  await node.focus();
  await page.keyboard.press('Enter');
  await expect(node).toHaveAttribute('aria-pressed', 'true');
  await expect(
    page.getByRole('heading', { name: 'Service', exact: true }),
  ).toBeVisible();
  await expect(page).toHaveURL(/node=service/);

  await page.getByRole('button', { name: 'Copy serviceHost' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Copied' })).toBeFocused();

  await page.goto(portal.url('/kro'));
  await page.getByRole('button', { name: /^\d+\s*Failed/ }).focus();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/state=failed/);
});
