import { readFileSync } from 'node:fs';
import { get, RequestOptions } from 'node:https';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CustomObjectsApi } from '@kubernetes/client-node';
import { Browser } from '@playwright/test';
import { GROUP, kubeConfigOf, WORKSPACE } from './clusterApi';
import { ForgeClient } from './forgeClient';
import { openInstance } from './instancePage';
import { RunningPortal } from './portal';
import { summarize, Summary } from './statistics';

const OPEN_MS = 10_000;

function workspaceManifest(name: string): string {
  return [
    'apiVersion: mini-atlas.dev/v1alpha1',
    'kind: Workspace',
    `metadata: {name: ${name}, annotations: {mini-atlas.dev/owner: "group:default/storefront"}}`,
    'spec: {team: storefront}',
    '',
  ].join('\n');
}

function forgeOf(
  portal: Pick<RunningPortal, 'state' | 'forgeUrl'>,
): ForgeClient {
  const path = join(portal.state, 'credentials.json');
  const { forgePortal } = JSON.parse(readFileSync(path, 'utf8'));
  return new ForgeClient(portal.forgeUrl, 'atlas/platform', forgePortal);
}

function isActive(object: unknown): boolean {
  return JSON.stringify(object).includes('"state":"ACTIVE"');
}

/** From the merge of a pull request to the workspace's state ACTIVE in the cluster. */
export async function mergeToReady(
  portal: Pick<RunningPortal, 'state' | 'forgeUrl'>,
  samples: number,
): Promise<Summary> {
  const custom = kubeConfigOf(portal).makeApiClient(CustomObjectsApi);
  const forge = forgeOf(portal);
  const durations: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const name = index === 0 ? WORKSPACE : `${WORKSPACE}-${index}`;
    const path = `delivery/workspaces/${name}.yaml`;
    const number = await forge.propose(
      path,
      workspaceManifest(name),
      `mini-atlas/workspace-${name}-bench`,
    );
    const began = performance.now();
    await forge.merge(number);
    while (!(await isThereAndActive(custom, name))) await delay(10);
    durations.push(performance.now() - began);
  }
  return summarize(durations);
}

async function isThereAndActive(
  custom: CustomObjectsApi,
  name: string,
): Promise<boolean> {
  const list: unknown = await custom.listClusterCustomObject({
    ...GROUP,
    plural: 'workspaces',
    fieldSelector: `metadata.name=${name}`,
  });
  return isActive(list);
}

/** A guest's token for the portal's API. */
export async function guestToken(
  portal: Pick<RunningPortal, 'url'>,
): Promise<string> {
  const answer = await fetch(`${portal.url}/api/auth/guest/refresh`, {
    method: 'POST',
  });
  const body = await answer.json();
  return body.backstageIdentity.token;
}

/** `POST /api/kro/preview` over HTTP, as the form asks while one types. */
export async function preview(
  portal: RunningPortal,
  samples: number,
): Promise<Summary> {
  const token = await guestToken(portal);
  const durations: number[] = [];
  for (let index = 0; index < samples + 5; index += 1) {
    const began = performance.now();
    const answer = await fetch(`${portal.url}/api/kro/preview`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        abstraction: 'webapplication',
        name: `app-${index}`,
        namespace: WORKSPACE,
        owner: 'group:default/storefront',
        spec: { image: 'nginx', tag: `1.${index}`, host: 'shop.example.com' },
      }),
    });
    await answer.text();
    if (!answer.ok) throw new Error(`preview answered ${answer.status}`);
    // The first five compile what later ones reuse.
    if (index >= 5) durations.push(performance.now() - began);
  }
  return summarize(durations);
}

/** A request that the portal answers without doing anything: what HTTP itself takes. */
export async function emptyAnswer(
  portal: RunningPortal,
  samples: number,
): Promise<Summary> {
  const durations: number[] = [];
  for (let index = 0; index < samples; index += 1) {
    const began = performance.now();
    await (await fetch(`${portal.url}/.backstage/health/v1/liveness`)).text();
    durations.push(performance.now() - began);
  }
  return summarize(durations);
}

/**
 * Requests that the API server got while a warm instance page was opened again and left open for ten
 * seconds. Watches that were open before do not count.
 */
export async function requestsWhilePageIsOpen(
  portal: RunningPortal,
  browser: Browser,
): Promise<number> {
  const page = await browser.newPage();
  await openInstance(portal, page);
  await delay(OPEN_MS / 2);
  const before = await requestCount(portal);
  await page.reload();
  await page.getByText('Ready', { exact: true }).first().waitFor();
  await delay(OPEN_MS);
  const after = await requestCount(portal);
  await page.close();
  return after - before;
}

/**
 * The API server's own counters. A watch is in the total when it has ended and among the long-running
 * before, so the sum of both says how many were ever begun. Our own question is left out.
 */
async function requestCount(portal: RunningPortal): Promise<number> {
  const text = await metrics(portal);
  const series =
    /^(apiserver_request_total|apiserver_longrunning_requests)\{(.*)\} (\d+)$/gm;
  return [...text.matchAll(series)]
    .filter(([, , labels]) => !labels.includes('subresource="/metrics"'))
    .reduce((sum, [, , , value]) => sum + Number(value), 0);
}

function metrics(portal: RunningPortal): Promise<string> {
  const options: RequestOptions = {};
  return kubeConfigOf(portal)
    .applyToHTTPSOptions(options)
    .then(
      () =>
        new Promise((resolve, reject) => {
          get(`${portal.apiUrl}/metrics`, options, answer => {
            let text = '';
            answer.setEncoding('utf8').on('data', chunk => (text += chunk));
            answer.on('error', reject);
            answer.on('end', () => resolve(text));
          }).on('error', reject);
        }),
    );
}
