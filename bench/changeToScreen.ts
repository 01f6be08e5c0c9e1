import {
  CoreV1Api,
  CustomObjectsApi,
  PatchStrategy,
  setHeaderOptions,
} from '@kubernetes/client-node';
import { Browser, Page } from '@playwright/test';
import { GROUP, kubeConfigOf, WORKSPACE } from './clusterApi';
import { openInstance } from './instancePage';
import { RunningPortal } from './portal';
import { summarize, Summary } from './statistics';

const INSTANCE = { ...GROUP, plural: 'workspaces', name: WORKSPACE };
const SUSPENDED = 'reconciliation suspended via';
const CHILD = 'CiliumNetworkPolicy workspace-isolation';
const mergePatch = setHeaderOptions('Content-Type', PatchStrategy.MergePatch);

/** One write in the cluster, and when the page shows it. */
interface Change {
  kind: string;
  write(): Promise<unknown>;
  shown: { text: string; state: 'attached' | 'detached' };
}

/** How long every change took, and each kind's own summary. */
export interface ChangesToScreen {
  all: Summary;
  byKind: Record<string, Summary>;
}

function writers(portal: RunningPortal) {
  const config = kubeConfigOf(portal);
  const core = config.makeApiClient(CoreV1Api);
  const custom = config.makeApiClient(CustomObjectsApi);
  const patch = (body: object) =>
    custom.patchClusterCustomObject({ ...INSTANCE, body }, mergePatch);
  return {
    patch,
    suspend: (value: string | null) =>
      patch({ metadata: { annotations: { 'kro.run/reconcile': value } } }),
    deleteChild: () =>
      custom.deleteNamespacedCustomObject({
        group: 'cilium.io',
        version: 'v2',
        plural: 'ciliumnetworkpolicies',
        namespace: WORKSPACE,
        name: 'workspace-isolation',
      }),
    async event(message: string) {
      const instance: unknown = await custom.getClusterCustomObject(INSTANCE);
      const uid = JSON.stringify(instance).match(/"uid":"([^"]+)"/)?.[1];
      return () =>
        core.createNamespacedEvent({
          namespace: 'default',
          body: {
            metadata: { generateName: 'bench-', namespace: 'default' },
            involvedObject: {
              apiVersion: `${GROUP.group}/${GROUP.version}`,
              kind: 'Workspace',
              name: WORKSPACE,
              uid,
            },
            reason: 'Bench',
            message,
            type: 'Normal',
            firstTimestamp: new Date(),
            lastTimestamp: new Date(),
            count: 1,
          },
        });
    },
  };
}

/**
 * Five kinds of change, one after the other. While KRO is told to leave the workspace alone nobody repairs what the
 * others do; at the end it makes the child again.
 */
async function roundOf(
  write: ReturnType<typeof writers>,
  index: number,
): Promise<Change[]> {
  const team = `bench-team-${index}`;
  const message = `bench event ${index}.`;
  const appears = (text: string) => ({ text, state: 'attached' as const });
  const goes = (text: string) => ({ text, state: 'detached' as const });
  return [
    {
      kind: 'conditions of the instance',
      write: () => write.suspend('suspended'),
      shown: appears(SUSPENDED),
    },
    {
      kind: 'spec of the instance',
      write: () => write.patch({ spec: { team } }),
      shown: appears(team),
    },
    { kind: 'child deleted', write: write.deleteChild, shown: goes(CHILD) },
    {
      kind: 'event',
      write: await write.event(message),
      shown: appears(message),
    },
    {
      kind: 'child created',
      write: () => write.suspend(null),
      shown: appears(CHILD),
    },
  ];
}

async function timed(page: Page, { write, shown }: Change): Promise<number> {
  const target = page.getByText(shown.text).first();
  const began = performance.now();
  await write();
  await target.waitFor({ state: shown.state });
  return performance.now() - began;
}

/** From a write in the cluster to what it means on the open page of a workspace; from the page's first second on. */
export async function changeToScreen(
  portal: RunningPortal,
  browser: Browser,
  rounds: number,
): Promise<ChangesToScreen> {
  const write = writers(portal);
  const page = await browser.newPage();
  await openInstance(portal, page);
  const durations = new Map<string, number[]>();
  for (let index = 0; index < rounds; index += 1) {
    for (const change of await roundOf(write, index)) {
      const known = durations.get(change.kind) ?? [];
      known.push(await timed(page, change));
      durations.set(change.kind, known);
    }
    await page.getByText(SUSPENDED).first().waitFor({ state: 'detached' });
  }
  await page.close();
  return {
    all: summarize([...durations.values()].flat()),
    byKind: Object.fromEntries(
      [...durations].map(([kind, series]) => [kind, summarize(series)]),
    ),
  };
}
