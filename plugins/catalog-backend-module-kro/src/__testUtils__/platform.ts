import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Sandbox, startSandbox } from '@mini-atlas/sandbox';
import { parse } from 'yaml';
import { FaultyAddress } from './faultyAddress';

const PLATFORM = resolve(__dirname, '../../../../kind');
const FOUNDATION = join(PLATFORM, 'foundation');
const GRAPHS = '/apis/kro.run/v1alpha1/resourcegraphdefinitions';
const POLL_MS = 20;

/**
 * Jest runs tests in a realm of its own, but its `structuredClone` makes arrays of the outer one; the sandbox's
 * CEL evaluator takes those for no lists. All that is cloned there is JSON.
 */
globalThis.structuredClone = <T>(value: T): T =>
  JSON.parse(JSON.stringify(value));

/** The sandbox with KRO and the platform's abstractions, without Flux, behind an address that can be made to fail. */
export interface Platform {
  address: FaultyAddress;
  /** Kubeconfig of the portal's account, over that address. */
  kubeconfig: string;
  /** Creates an object of a collection, as an administrator. */
  create(collection: string, object: object): Promise<void>;
  /** Deletes an object by its path, as an administrator; resolves when it is gone. */
  delete(path: string): Promise<void>;
  stop(): Promise<void>;
}

/** Starts one on free ports. */
export async function startPlatform(): Promise<Platform> {
  const state = mkdtempSync(join(tmpdir(), 'catalog-platform-'));
  const sandbox = await startSandbox({
    state,
    platform: PLATFORM,
    empty: true,
    controllers: ['kro'],
  });
  const address = new FaultyAddress(sandbox.apiUrl);
  await address.open();
  const { clusterAdmin, clusterPortal } = JSON.parse(
    readFileSync(join(state, 'credentials.json'), 'utf8'),
  );
  const platform: Platform = {
    address,
    kubeconfig: writeKubeconfig(state, address.url, clusterPortal),
    create: (collection, object) =>
      ask(address, clusterAdmin, 'POST', collection, object),
    async delete(path) {
      await ask(address, clusterAdmin, 'DELETE', path);
      while (await exists(address, clusterAdmin, path)) await sleep(POLL_MS);
    },
    stop: () => stop(sandbox, address, state),
  };
  const files = readdirSync(FOUNDATION).filter(name => name.endsWith('.yaml'));
  for (const file of files) {
    const text = readFileSync(join(FOUNDATION, file), 'utf8');
    await platform.create(GRAPHS, parse(text));
  }
  return platform;
}

async function stop(
  sandbox: Sandbox,
  address: FaultyAddress,
  state: string,
): Promise<void> {
  await address.close();
  await sandbox.stop();
  rmSync(state, { recursive: true, force: true });
}

async function exists(
  { url }: FaultyAddress,
  token: string,
  path: string,
): Promise<boolean> {
  const answer = await fetch(`${url}${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  await answer.text();
  return answer.status !== 404;
}

async function ask(
  { url }: FaultyAddress,
  token: string,
  method: string,
  path: string,
  body?: object,
): Promise<void> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
  }
}

function writeKubeconfig(state: string, server: string, token: string): string {
  const file = join(state, 'faulty.kubeconfig');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server } }],
    users: [{ name: 'portal', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'portal' } }],
    'current-context': 'test',
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}
