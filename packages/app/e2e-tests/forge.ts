import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { portal } from './portal';

/** Commits a new file to the main branch through the forge's API, as a merged pull request would. */
export async function commitFile(path: string, text: string): Promise<void> {
  const { forgePortal } = JSON.parse(
    readFileSync(
      join(dirname(portal.kubeconfig()), 'credentials.json'),
      'utf8',
    ),
  );
  const answer = await fetch(
    `${process.env.FORGE_URL}/api/v1/repos/atlas/platform/contents/${path}`,
    {
      method: 'POST',
      headers: {
        authorization: `token ${forgePortal}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        content: Buffer.from(text).toString('base64'),
        branch: 'main',
        message: `Add ${path}`,
      }),
    },
  );
  // A portal that runs already may have it from the last time.
  expect([201, 422]).toContain(answer.status);
}
