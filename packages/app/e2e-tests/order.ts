import { expect, Locator, Page } from '@playwright/test';
import { abilities } from './cluster';
import { mergePull } from './forge';
import { picture, portal } from './portal';

/** What to enter: the label of a field and its value. */
export type Entries = Record<string, string>;

/** Chooses an option of a select by what a person reads. */
export async function choose(
  page: Page,
  label: string,
  option: string,
): Promise<void> {
  // A select is a button; other things may have the label's words in their name.
  await page.getByRole('button').and(page.getByLabel(label)).click();
  await page.getByRole('option', { name: option }).click();
  // Leaving the field closes a list that opened again for what was chosen.
  await page.locator(':focus').blur();
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

/** Chooses an option of a select that takes several. */
export async function chooseAmongMany(
  page: Page,
  label: string,
  option: string,
): Promise<void> {
  await page.getByRole('button').and(page.getByLabel(label)).click();
  await page.getByRole('option', { name: option }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

/** Opens an order form and fills its first step. */
export async function fillOrder(
  page: Page,
  template: string,
  choices: Entries,
  entries: Entries,
): Promise<void> {
  await page.goto(portal.url(`/create/templates/default/${template}`));
  for (const [label, value] of Object.entries(entries)) {
    await page.getByLabel(label).first().fill(value);
  }
  for (const [label, option] of Object.entries(choices))
    await choose(page, label, option);
}

/** Goes through the remaining steps, orders, and ends on the page of the change; returns its number. */
export async function submitOrder(
  page: Page,
  button: 'Order' | 'Propose' = 'Order',
): Promise<number> {
  const order = page.getByRole('button', { name: button, exact: true });
  while (!(await order.isVisible())) {
    await page.getByRole('button', { name: /^(Next|Review)$/ }).click();
    await expect(
      order.or(page.getByRole('button', { name: /^(Next|Review)$/ })).first(),
    ).toBeEnabled();
  }
  await order.click();
  await expect(page).toHaveURL(/\/kro\/changes\/\d+$/);
  return Number(page.url().split('/').pop());
}

/** Merges the pull request of a change on the forge's page, as a person does, where that page can. */
export async function mergeChange(page: Page, number: number): Promise<void> {
  if (!abilities.mergesOnPage) {
    await mergePull(number);
    return;
  }
  const forge = await page.context().newPage();
  await forge.goto(portal.forge(`/pulls/${number}`));
  await picture(forge, 'pull-request');
  await forge.getByRole('button', { name: 'Merge' }).click();
  await expect(
    forge.getByText('merged', { exact: true }).first(),
  ).toBeVisible();
  await forge.close();
}

/** Whether an element and all around it have come up. */
function isOpaque(element: Element): boolean {
  for (let part: Element | null = element; part; part = part.parentElement) {
    if (getComputedStyle(part).opacity !== '1') return false;
  }
  return true;
}

/** Merges on the page of the change, which asks once more. What `look` looks at is the question. */
export async function mergeHere(
  page: Page,
  button: 'Merge' | 'Merge and remove',
  look: (dialog: Locator) => Promise<void> = async () => {},
): Promise<void> {
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^Merge #\d+\?$/ });
  await expect(dialog).toBeVisible();
  // Half-faded text has too little contrast.
  await expect.poll(() => dialog.evaluate(isOpaque)).toBe(true);
  await look(dialog);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

/** Waits until the change page says that all is done. */
export async function expectDone(page: Page): Promise<void> {
  await expect(page.getByText('Done', { exact: true })).toBeVisible({
    timeout: 30_000,
  });
}
