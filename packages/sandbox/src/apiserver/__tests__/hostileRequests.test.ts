import * as fc from 'fast-check';
import {
  HostileRequest,
  hostileRequest,
} from '../__testUtils__/hostileRequest';
import { hostileClient, HostileAnswer } from '../__testUtils__/hostileClient';
import { ApiServer, startApiServer } from '../apiServer';

const INPUTS = Number(process.env.HOSTILE_REQUESTS ?? 2_000);

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
  return isStatus ? undefined : body;
}

describe('hostile requests', () => {
  let server: ApiServer;
  let log: string[];

  beforeEach(async () => {
    log = [];
    server = await startApiServer({
      tokens: [{ token: 'admin', user: 'admin', groups: ['system:masters'] }],
      log: line => log.push(line),
    });
  });

  afterEach(() => server.stop());

  it(
    'are answered, never with a fault of the server, and refused ones change nothing',
    async () => {
      const client = hostileClient(server, 'admin');
      const revision = async () => {
        const { body } = await client.send({
          method: 'GET',
          path: '/api/v1/namespaces?limit=1',
        });
        return JSON.parse(body).metadata.resourceVersion;
      };
      let before = await revision();
      let count = 0;
      await fc.assert(
        fc.asyncProperty(hostileRequest, async hostile => {
          if (count++ % 100 === 0) {
            // Some requests delete all definitions; later ones shall meet one again.
            server.client.apply(cronTabs, { fieldManager: 'test' });
            before = await revision();
          }
          const answer = await client.send(hostile);
          const after = await revision();
          const unchanged = after === before;
          before = after;
          expect(faultOf(hostile, answer)).toBeUndefined();
          expect(answer.status < 400 || unchanged).toBe(true);
        }),
        { numRuns: INPUTS },
      );
      client.end();
      expect(log).toEqual([]);
    },
    20_000 + INPUTS * 20,
  );
});
