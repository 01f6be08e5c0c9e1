import { expect, Page } from '@playwright/test';
import {
  choose,
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
  expectNotInCatalog,
  picture,
  portal,
  test,
} from './portal';

/*
 * What becomes of something after it was ordered: it is changed, and it is removed, both by pull
 * request. The journeys build on one another.
 */
test.describe.configure({ mode: 'serial' });

const WORKSPACE = 'edits';
const ENTITY = `${WORKSPACE}/component/webapplication-front`;

/** Opens the form behind a button of an instance's page. */
async function openForm(
  page: Page,
  entity: string,
  button: 'Edit' | 'Remove',
): Promise<void> {
  await page.goto(portal.url(`/catalog/${entity}/kro`));
  await page.getByRole('link', { name: button, exact: true }).click();
}

test('a workspace is ordered and becomes ready', async ({ page }) => {
  await fillOrder(
    page,
    'workspace',
    { Owner: 'Storefront' },
    { Name: WORKSPACE, Team: 'storefront' },
  );
  await mergeChange(page, await submitOrder(page));
  await expectDone(page);
  await expectInCatalog(page, `default/system/${WORKSPACE}`);
});

test('a web application is ordered and becomes ready', async ({ page }) => {
  await fillOrder(
    page,
    'web-application',
    { Workspace: WORKSPACE, Owner: 'Storefront' },
    { Name: 'front', Image: 'nginx', Tag: '1.27' },
  );
  await mergeChange(page, await submitOrder(page));
  await expectDone(page);
  await expectInCatalog(page, ENTITY);
});

test('it is edited: the form shows what Git says, and what would change', async ({
  page,
}) => {
  await openForm(page, ENTITY, 'Edit');
  // The fields are called as in the form that ordered it.
  const copies = page.getByLabel('Copies', { exact: true });
  await expect(copies).toHaveValue('2');
  await expect(page.getByLabel('Tag')).toHaveValue('1.27');
  await expect(page.getByText('Nothing yet: change a field.')).toBeVisible();

  // Nothing is changed: the form says so, and does not go on.
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(
    page
      .getByText(/^Nothing is changed/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();

  // Out of bounds: the field says the rule as one leaves it.
  await copies.fill('99');
  await copies.blur();
  await expect(
    page.getByText('Copies is 99: it must be at most 20.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(copies).toBeFocused();
  await expectNarrowByNight(page);

  await copies.fill('1');
  await copies.blur();
  const preview = page.getByRole('complementary', {
    name: 'Preview of what changes',
  });
  await expect(preview.getByText('replicas: 1')).toBeVisible();
  await expect(preview.getByText('replicas: 2')).toBeVisible();
  const means = preview.getByRole('region', { name: 'What that means' });
  await expect(means.getByText('PodDisruptionBudget')).toBeVisible();
  await expect(means.getByText('Goes')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'edit');

  const number = await submitOrder(page, 'Propose');
  await expect(
    page.getByText('Change Web application front in edits'),
  ).toBeVisible();
  await mergeChange(page, number);
  await expectDone(page);
  await page.goto(portal.url(`/catalog/${ENTITY}/kro`));
  // The disruption budget went with the second copy.
  await expect(page.getByText('2 of 2', { exact: true }).first()).toBeVisible();
});

test('its workspace cannot be removed while it lives there', async ({
  page,
}) => {
  await openForm(page, `default/system/${WORKSPACE}`, 'Remove');
  await page.getByLabel('Confirmation').fill(WORKSPACE);
  await expect(
    page.getByRole('heading', { name: 'Must be removed first' }),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page
      .getByText(/1 thing lives in it: WebApplication front/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: 'Propose', exact: true }),
  ).toHaveCount(0);
  await expectAccessible(page);
});

test('it is removed: gone from page, fleet and catalog', async ({ page }) => {
  await openForm(page, ENTITY, 'Remove');
  const preview = page.getByRole('complementary', {
    name: 'Preview of what will be gone',
  });
  await expect(preview.getByText('Deployment', { exact: true })).toBeVisible();
  const confirmation = page.getByLabel('Confirmation');
  await confirmation.fill('back');
  await page.getByRole('button', { name: 'Review' }).click();
  await expect(
    page
      .getByText(/it must be the name of what is removed, "front"/)
      .filter({ visible: true })
      .first(),
  ).toBeVisible();
  await expectNarrowByNight(page);
  await confirmation.fill('front');
  await expectAccessible(page);
  await picture(page, 'remove');

  const number = await submitOrder(page, 'Propose');
  await expect(
    page.getByRole('heading', { name: 'What will be gone' }),
  ).toBeVisible();
  await expect(page.getByText('Taken down')).toBeVisible();
  await expect(page.getByText('Gone', { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.goto(portal.url(`/kro?q=${WORKSPACE}`));
  const front = page.getByRole('link', { name: 'front', exact: true });
  await expect(front.first()).toBeVisible();
  await mergeChange(page, number);
  await expect(front).toHaveCount(0, { timeout: 30_000 });
  await expect(
    page.getByRole('link', { name: WORKSPACE, exact: true }).first(),
  ).toBeVisible();
  await page.goto(portal.url(`/kro/changes/${number}`));
  await expectDone(page);
  await expect(
    page.getByRole('heading', { name: 'What is gone' }),
  ).toBeVisible();
  await expectNarrowByNight(page);
  await picture(page, 'change-remove');
  await expectNotInCatalog(page, ENTITY);
});

test('the empty workspace is removed, chosen from what there is', async ({
  page,
}) => {
  await page.goto(portal.url('/create/templates/default/remove'));
  await choose(page, 'Instance', `${WORKSPACE} (Workspace)`);
  await page.getByLabel('Confirmation').fill(WORKSPACE);
  await submitOrder(page, 'Propose');
  // The page of the change is open as the instance goes.
  await mergeHere(page, 'Merge and remove', async dialog => {
    await expect(dialog.getByText('Namespace', { exact: true })).toBeVisible();
  });
  await expectDone(page);
  await expect(
    page.getByRole('heading', { name: 'What is gone' }),
  ).toBeVisible();
  await expectNotInCatalog(page, `default/system/${WORKSPACE}`);
});
