import { KubernetesObject } from '@mini-atlas/kro';
import { ApiServer, startApiServer } from '../../apiserver';
import { Client, createEventRecorder } from '../../client';
import { createCoreObjects } from '../../core';
import { bundledCrds } from '../../crds';
import { ControllerGroup, startControllers } from '../../startControllers';
import { Timing } from '../controller';
import { IMMEDIATE_TIMING } from '../timing';

/** A cluster of the sandbox without the forge, for tests. */
export interface TestCluster {
  client: Client;
  /** Lines of the log. */
  lines: string[];
  /** Waits until `check` returns something true, and returns that. */
  eventually<T>(check: () => T): Promise<NonNullable<T>>;
  /** Waits until the assertion holds. */
  settles(assertion: () => void): Promise<void>;
  apply(object: KubernetesObject): KubernetesObject;
  /** The API server, on the wire. */
  server: Pick<ApiServer, 'url' | 'caCertificate'>;
  stop(): Promise<void>;
}

const TIMEOUT_MS = 4_500;
const POLL_MS = 5;

/** Starts an API server with the bundled CRDs, the Core layer and the given controllers. */
export async function startTestCluster(
  controllers: ControllerGroup[],
  options: { timing?: Timing; kroArgs?: string[] } = {},
): Promise<TestCluster> {
  const lines: string[] = [];
  const log = (line: string) => lines.push(line);
  const server = await startApiServer({ tokens: [], log });
  const { client } = server;
  const manager = { fieldManager: 'test' };
  bundledCrds().forEach(crd => client.create(crd, manager));
  await until(
    () =>
      client.resolve({
        apiVersion: 'kro.run/v1alpha1',
        kind: 'ResourceGraphDefinition',
      }),
    lines,
  );
  const stopControllers = startControllers(
    {
      client,
      recordEvent: createEventRecorder(client, log),
      timing: options.timing ?? IMMEDIATE_TIMING,
      log,
    },
    {
      controllers,
      kroArgs: options.kroArgs,
      accountTokens: server,
    },
  );
  createCoreObjects(client);
  return {
    client,
    server,
    lines,
    eventually: check => until(check, lines),
    async settles(assertion) {
      await until(() => {
        assertion();
        return true;
      }, lines);
    },
    apply: object => client.apply(object, { ...manager, force: true }),
    async stop() {
      stopControllers();
      await server.stop();
    },
  };
}

async function until<T>(
  check: () => T,
  lines: string[],
): Promise<NonNullable<T>> {
  const deadline = Date.now() + TIMEOUT_MS;
  for (;;) {
    let problem: unknown = 'it stayed falsy';
    try {
      const value = check();
      if (value) return value;
    } catch (error) {
      problem = error;
    }
    if (Date.now() > deadline) {
      const tail = lines.slice(-15).join('\n');
      const text = problem instanceof Error ? problem.message : problem;
      throw new Error(`${text}\nlog:\n${tail}`);
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MS));
  }
}
