import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { portal } from './portal';

/** The delivery repository in the forge's API, as one of its accounts. */
function repository(account: 'forgeOwner' | 'forgePortal') {
  const file = join(dirname(portal.kubeconfig()), 'credentials.json');
  const token = JSON.parse(readFileSync(file, 'utf8'))[account];
  return (method: string, path: string, body?: object) =>
    fetch(`${process.env.FORGE_URL}/api/v1/repos/atlas/platform${path}`, {
      method,
      headers: {
        authorization: `token ${token}`,
        'content-type': 'application/json',
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
}

/** Commits a new file to the main branch through the forge's API, as a merged pull request would. */
export async function commitFile(path: string, text: string): Promise<void> {
  const answer = await repository('forgePortal')('POST', `/contents/${path}`, {
    content: Buffer.from(text).toString('base64'),
    branch: 'main',
    message: `Add ${path}`,
  });
  // A portal that runs already may have it from the last time.
  expect([201, 422]).toContain(answer.status);
}

/** Removes a file from the main branch through the forge's API, as a merged pull request would. */
export async function removeFile(path: string): Promise<void> {
  const call = repository('forgePortal');
  // What another journey merges at the same moment comes first.
  await expect
    .poll(async () => {
      const { sha } = await (await call('GET', `/contents/${path}`)).json();
      const answer = await call('DELETE', `/contents/${path}`, {
        sha,
        branch: 'main',
        message: `Remove ${path}`,
      });
      return answer.status;
    })
    .toBe(200);
}

/** Merges a pull request through the forge's API as the repository's owner, as soon as the forge knows that it can. */
export async function mergePull(number: number): Promise<void> {
  const call = repository('forgeOwner');
  await expect
    .poll(async () => {
      const pull = await (await call('GET', `/pulls/${number}`)).json();
      return pull.mergeable;
    })
    .toBe(true);
  // What another journey merges at the same moment comes first.
  await expect
    .poll(async () => {
      const answer = await call('POST', `/pulls/${number}/merge`, {
        Do: 'merge',
      });
      return answer.status;
    })
    .toBe(200);
}
