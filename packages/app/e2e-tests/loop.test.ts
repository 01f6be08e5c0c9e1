import { expect } from '@playwright/test';
import { abilities } from './cluster';
import { removeFile } from './forge';
import {
  chooseAmongMany,
  Entries,
  expectDone,
  fillOrder,
  mergeChange,
  mergeHere,
  submitOrder,
} from './order';
import {
  expectAccessible,
  expectInCatalog,
  expectNarrowByNight,
  picture,
  portal,
  showIn,
  test,
} from './portal';

/*
 * The whole loop as a person goes through it. The journeys build on one another: a workspace
 * first, then what lives in it.
 */
test.describe.configure({ mode: 'serial' });

const orders: {
  kind: string;
  template: string;
  entity: string;
  name: string;
  entries: Entries;
  /** On the second step: what there is, by the labels of the fields. */
  uses?: Entries;
  child: string;
}[] = [
  {
    kind: 'infrastructure',
    template: 'infrastructure',
    entity: 'resource',
    name: 'orders',
    entries: {},
    child: 'Cluster',
  },
  {
    kind: 'topic',
    template: 'topic',
    entity: 'resource',
    name: 'events',
    entries: {},
    child: 'KafkaTopic',
  },
  {
    kind: 'webapplication',
    template: 'web-application',
    entity: 'component',
    name: 'shop',
    entries: { Image: 'nginx', Tag: '1.27', 'Host name': 'shop.example.com' },
    uses: { Infrastructure: 'orders', Topics: 'events' },
    child: 'Deployment',
  },
];

test('a first visit explains what can be done', async ({ page }) => {
  await page.goto(portal.url('/'));
  await expect(
    page.getByRole('heading', { name: 'What do you need?' }),
  ).toBeVisible();
  await expect(page.getByRole('link', { name: /^Order/ })).toHaveCount(4);
  await picture(page, 'home');
});

test('a workspace is ordered, merged and becomes ready', async ({ page }) => {
  // Looks at form, change, question and Flux object in both themes, which takes a busy machine a minute.
  test.setTimeout(150_000);
  await fillOrder(
    page,
    'workspace',
    { Owner: 'Storefront' },
    { Name: 'journey', Team: 'storefront' },
  );
  await expect(
    page.getByText('delivery/workspaces/journey.yaml'),
  ).toBeVisible();
  await expect(
    page.getByText('CiliumNetworkPolicy', { exact: true }).first(),
  ).toBeVisible();
  await expectAccessible(page);
  // A change of theme keeps what was typed.
  await showIn(page, 'dark');
  await expectAccessible(page);
  await showIn(page, 'light');
  await expect(page.getByLabel('Name').first()).toHaveValue('journey');
  await picture(page, 'order');
  await submitOrder(page);
  await expect(page.getByText('Waiting for merge')).toBeVisible();
  await expect(page.getByText(/^All \d+ checks passed$/)).toBeVisible();
  await expectAccessible(page);
  await expectNarrowByNight(page);
  await mergeHere(page, 'Merge', async dialog => {
    await expect(
      dialog.getByText('delivery/workspaces/journey.yaml'),
    ).toBeVisible();
    await expect(
      dialog.getByText('CiliumNetworkPolicy', { exact: true }).first(),
    ).toBeVisible();
    await expectAccessible(page);
    await expectNarrowByNight(page);
  });
  await expectDone(page);
  await picture(page, 'change');

  await page.getByRole('button', { name: 'flux-system/workspaces' }).click();
  await expect(
    page.getByRole('dialog').getByText(/^kubectl get kustomization/),
  ).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  await expectInCatalog(page, 'default/system/journey');
  await page.goto(portal.url('/catalog/default/system/journey/kro'));
  await expect(page.getByText(/^Ready for/)).toBeVisible();
});

for (const order of orders) {
  test(`a ${order.kind} is ordered in it, merged and becomes ready`, async ({
    page,
  }) => {
    await fillOrder(
      page,
      order.template,
      { Workspace: 'journey', Owner: 'Storefront' },
      { Name: order.name, ...order.entries },
    );
    const path = `delivery/tenants/journey/${order.kind}-${order.name}.yaml`;
    await expect(page.getByText(path)).toBeVisible();
    await expect(
      page.getByText(order.child, { exact: true }).first(),
    ).toBeVisible();
    if (order.uses) {
      await page.getByRole('button', { name: 'Next' }).click();
      for (const [label, option] of Object.entries(order.uses)) {
        await chooseAmongMany(page, label, option);
      }
      await expectAccessible(page);
    }
    const number = await submitOrder(page);
    await mergeChange(page, number);
    await expectDone(page);

    const entity = `journey/${order.entity}/${order.kind}-${order.name}`;
    await expectInCatalog(page, entity);
    await page.goto(portal.url(`/catalog/${entity}/kro`));
    await expect(page.getByText(/^Ready for/)).toBeVisible();
    await picture(page, `instance-${order.kind}`);
  });
}

test('the fleet shows all of them', async ({ page }) => {
  await page.goto(portal.url('/kro?workspace=journey'));
  for (const { name } of orders) {
    await expect(
      page.getByRole('link', { name, exact: true }).first(),
    ).toBeVisible();
  }
  await picture(page, 'fleet');
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(
    page.getByRole('link', { name: 'shop', exact: true }).first(),
  ).toBeVisible();
  await picture(page, 'fleet-390');
});

test('an image that cannot be pulled is explained', async ({ page }) => {
  test.skip(!abilities.pullsImages, 'this cluster runs pods without images');
  await fillOrder(
    page,
    'web-application',
    { Workspace: 'journey', Owner: 'Storefront' },
    { Name: 'bad', Image: 'nginx', Tag: 'broken' },
  );
  const number = await submitOrder(page);
  await mergeChange(page, number);
  await page.goto(portal.url('/kro?workspace=journey&q=bad'));
  await expect(page.getByText(/cannot be pulled/).first()).toBeVisible({
    timeout: 30_000,
  });
  await expectInCatalog(page, 'journey/component/webapplication-bad');
  await page.goto(
    portal.url('/catalog/journey/component/webapplication-bad/kro'),
  );
  await expect(
    page.getByText(/nginx:broken.*cannot be pulled/).first(),
  ).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'failure');
});

test('a workspace that is removed from Git disappears', async ({ page }) => {
  await fillOrder(
    page,
    'workspace',
    { Owner: 'Payments' },
    { Name: 'short-lived', Team: 'payments' },
  );
  await mergeChange(page, await submitOrder(page));
  await expectDone(page);
  await page.goto(portal.url('/kro?q=short-lived'));
  await expect(
    page.getByRole('link', { name: 'short-lived', exact: true }).first(),
  ).toBeVisible();

  await removeFile('delivery/workspaces/short-lived.yaml');
  await expect(
    page.getByRole('link', { name: 'short-lived', exact: true }),
  ).toHaveCount(0, { timeout: 30_000 });
});
