import { expect, Page } from '@playwright/test';
import { choose } from './order';
import { expectAccessible, portal, test } from './portal';

/** The label of a field, what is entered, and what the form says as one leaves it. */
const REFUSED: [string, string, string][] = [
  [
    'Name',
    'Shop!',
    'Name is "Shop!": it must start with a lower-case letter, hold only a-z, 0-9 and -, and end with a letter or digit.',
  ],
  [
    'Image',
    '../x',
    'Image is "../x": it must be an image name such as ghcr.io/storefront/web, without a tag.',
  ],
  [
    'Tag',
    'latest',
    'Tag is "latest": it must not be latest, because that names another image every day; give a version.',
  ],
  ['Copies', '99', 'Copies is 99: it must be at most 20.'],
  [
    'Host name',
    'a: b',
    'Host name is "a: b": it must be a host name such as shop.example.com, in lower case, or empty.',
  ],
];

const OWNER = 'group:default/storefront';

test('the form says as one leaves a field what is wrong with it', async ({
  page,
}) => {
  await page.goto(portal.url('/create/templates/default/web-application'));
  for (const [label, value, sentence] of REFUSED) {
    const field = page.getByLabel(label).first();
    await field.fill(value);
    await expect(page.getByText(sentence)).toHaveCount(0);
    await field.blur();
    await expect(page.getByText(sentence, { exact: true })).toBeVisible();
  }
  await expectAccessible(page);

  const tag = page.getByLabel('Tag').first();
  await tag.fill('');
  await tag.blur();
  await expect(
    page.getByText('Tag is missing: it must be given.'),
  ).toBeVisible();
});

test('a name that an open change asks for is refused in the form', async ({
  page,
}) => {
  const wanted = `wanted-${Date.now().toString(36)}`;
  const answer = await order(page, 'workspace', {
    name: wanted,
    owner: OWNER,
    team: 'storefront',
  });
  const task = await finished(page, (await answer.json()).id);
  expect(task.status).toBe('completed');

  await page.goto(portal.url('/create/templates/default/workspace'));
  const name = page.getByLabel('Name').first();
  await name.fill(wanted);
  await name.blur();
  const sentence =
    /Name is "wanted-\w+": it must be free, but the open change #\d+ .* asks for it\. Choose another name, or merge or close that change first\./;
  await expect(
    page.getByText(sentence).filter({ visible: true }).first(),
  ).toBeVisible();

  await page.getByLabel('Team').first().fill('storefront');
  await choose(page, 'Owner', 'Storefront');
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(
    page.getByRole('listitem').filter({ hasText: sentence }).first(),
  ).toBeVisible();
  await expect(page.getByText('Quota', { exact: true })).toHaveCount(0);
});

test('a caller of the API gets field, value and rule, too', async ({
  page,
}) => {
  const values = {
    name: 'web',
    namespace: 'nowhere',
    owner: OWNER,
    image: 'nginx',
    tag: '1.27',
  };
  const refused = await order(page, 'web-application', {
    ...values,
    replicas: 99,
  });
  expect(refused.status()).toBe(400);
  expect((await refused.json()).errors).toEqual([
    expect.objectContaining({
      property: 'instance.replicas',
      instance: 99,
      message: 'must be less than or equal to 20',
    }),
  ]);

  for (const [entered, message] of [
    [{}, 'namespace is "nowhere": there is no workspace of that name.'],
    [{ tag: 'latest' }, 'spec.tag is "latest": it is not allowed.'],
  ] as const) {
    const answer = await order(page, 'web-application', {
      ...values,
      ...entered,
    });
    const task = await finished(page, (await answer.json()).id);
    expect(task.status).toBe('failed');
    expect(task.error).toContain(message);
  }
});

async function headers(page: Page) {
  const session = await page.request.post(
    portal.url('/api/auth/guest/refresh'),
  );
  const { backstageIdentity } = await session.json();
  return { authorization: `Bearer ${backstageIdentity.token}` };
}

/** Orders as a caller of the scaffolder's API does. */
async function order(page: Page, template: string, values: object) {
  return page.request.post(portal.url('/api/scaffolder/v2/tasks'), {
    headers: await headers(page),
    data: { templateRef: `template:default/${template}`, values },
  });
}

/** How a task ended, and the error in its log. */
async function finished(page: Page, id: string) {
  const task = portal.url(`/api/scaffolder/v2/tasks/${id}`);
  const ask = async (url: string) =>
    (await page.request.get(url, { headers: await headers(page) })).json();
  await expect
    .poll(async () => (await ask(task)).status)
    .toMatch(/completed|failed/);
  const events: { type: string; body: { error?: { message: string } } }[] =
    await ask(`${task}/events`);
  return {
    status: (await ask(task)).status,
    error: events.find(({ type }) => type === 'completion')?.body.error
      ?.message,
  };
}
