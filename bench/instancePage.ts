import { Page } from '@playwright/test';
import { WORKSPACE } from './clusterApi';
import { RunningPortal } from './portal';

/** Opens the page of the workspace and waits until it shows its state. */
export async function openInstance(
  portal: RunningPortal,
  page: Page,
): Promise<void> {
  await page.goto(`${portal.url}/catalog/default/system/${WORKSPACE}/kro`);
  await page.getByText('Ready', { exact: true }).first().waitFor();
}
