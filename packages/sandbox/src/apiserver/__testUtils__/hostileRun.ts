import * as fc from 'fast-check';
import { startApiServer } from '../apiServer';
import { hostileClient, HostileAnswer } from './hostileClient';
import { HostileRequest, hostileRequest } from './hostileRequest';

const cronTabs = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'crontabs.stable.example.com' },
  spec: {
    group: 'stable.example.com',
    scope: 'Namespaced',
    names: { plural: 'crontabs', singular: 'crontab', kind: 'CronTab' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  cronSpec: { type: 'string', default: '* * * * *' },
                  replicas: { type: 'integer', maximum: 10 },
                  ports: { type: 'array', items: { type: 'integer' } },
                },
                'x-kubernetes-validations': [
                  { rule: 'has(self.cronSpec)', message: 'needs cronSpec' },
                ],
              },
              status: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
      },
    ],
  },
};

/** What became of the requests, by the kind of answer. */
export interface HostileOutcome {
  succeeded: number;
  refused: number;
}

/**
 * Sends hostile requests, one after another, to an API server of their own.
 *
 * @throws Error with the smallest request that is answered with a fault of the server or a refusal that is no proper
 * `Status`, or that is refused and changes something all the same; and when the server has logged anything
 */
export async function sendHostileRequests(
  inputs: number,
): Promise<HostileOutcome> {
  const log: string[] = [];
  const server = await startApiServer({
    tokens: [{ token: 'admin', user: 'admin', groups: ['system:masters'] }],
    log: line => log.push(line),
  });
  const client = hostileClient(server, 'admin');
  const revision = async (): Promise<string> => {
    const { body } = await client.send({
      method: 'GET',
      path: '/api/v1/namespaces?limit=1',
    });
    return JSON.parse(body).metadata.resourceVersion;
  };
  const outcome: HostileOutcome = { succeeded: 0, refused: 0 };
  let before = await revision();
  let count = 0;
  try {
    await fc.assert(
      fc.asyncProperty(hostileRequest, async hostile => {
        if (count++ % 100 === 0) {
          // Some requests delete all definitions; later ones shall meet one again.
          server.client.apply(cronTabs, { fieldManager: 'test' });
          before = await revision();
        }
        const answer = await client.send(hostile);
        const after = await revision();
        const changed = after !== before;
        before = after;
        const refused = answer.status >= 400;
        outcome[refused ? 'refused' : 'succeeded'] += 1;
        const fault = faultOf(hostile, answer);
        if (fault) throw new Error(fault);
        if (refused && changed) {
          throw new Error(`refused with ${answer.status}, and yet it wrote`);
        }
      }),
      { numRuns: inputs },
    );
  } finally {
    client.end();
    await server.stop();
  }
  if (log.length > 0) throw new Error(log.join('\n'));
  return outcome;
}

/** Kubernetes itself answers 500 to a watch from a version that is no number, and 504 to a list of the future. */
function isKubernetesOwn(
  { method, path }: HostileRequest,
  { body }: HostileAnswer,
): boolean {
  return method === 'HEAD'
    ? path.includes('resourceVersion=')
    : /invalid resource version|Too large resource version/i.test(body);
}

/** What an answer has that none should: a fault of the server, or a refusal that is no proper Status. */
function faultOf(
  hostile: HostileRequest,
  answer: HostileAnswer,
): string | undefined {
  const { status: code, body, contentType } = answer;
  if (code < 400) return undefined;
  if (code >= 500 && !isKubernetesOwn(hostile, answer)) {
    return `${code} ${body}`;
  }
  if (
    hostile.method === 'HEAD' ||
    !contentType.startsWith('application/json')
  ) {
    return undefined;
  }
  const status = JSON.parse(body);
  const isStatus =
    status.kind === 'Status' && status.code === code && status.message;
  return isStatus ? undefined : `${code} without a Status: ${body}`;
}
