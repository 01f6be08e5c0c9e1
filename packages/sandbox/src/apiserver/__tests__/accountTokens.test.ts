import { JsonObject, KubernetesObject } from '@mini-atlas/kro';
import {
  startTestCluster,
  TestCluster,
} from '../../controllers/__fixtures__/cluster';
import { rawRequest } from './request';

const SECRET = { apiVersion: 'v1', kind: 'Secret', namespace: 'default' };
const ACCOUNT = { apiVersion: 'v1', kind: 'ServiceAccount' };
const TOKENS = '/api/v1/namespaces/default/serviceaccounts/robot/token';
const REVIEWS = '/apis/authentication.k8s.io/v1/tokenreviews';

let cluster: TestCluster;

beforeEach(async () => {
  cluster = await startTestCluster(['workloads']);
  cluster.apply({
    ...ACCOUNT,
    metadata: { name: 'robot', namespace: 'default' },
  });
  cluster.apply(binding('view', { kind: 'ServiceAccount', name: 'robot' }));
  cluster.apply({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'issues-tokens' },
    rules: [
      {
        apiGroups: [''],
        resources: ['serviceaccounts/token'],
        verbs: ['create'],
      },
      {
        apiGroups: ['authentication.k8s.io'],
        resources: ['tokenreviews'],
        verbs: ['create'],
      },
    ],
  });
  cluster.apply(
    binding('issues-tokens', { kind: 'ServiceAccount', name: 'robot' }),
  );
});

afterEach(() => cluster.stop());

function binding(role: string, subject: JsonObject): KubernetesObject {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: role },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: role,
    },
    subjects: [{ ...subject, namespace: 'default' }],
  };
}

/** A Secret that asks for a token of the account; resolves with the token. */
async function tokenOfSecret(account = 'robot'): Promise<string> {
  cluster.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: 'robot-token',
      namespace: 'default',
      annotations: { 'kubernetes.io/service-account.name': account },
    },
    type: 'kubernetes.io/service-account-token',
  });
  const { data } = await cluster.eventually(() => {
    const secret = cluster.client.get({ ...SECRET, name: 'robot-token' });
    return secret?.data ? secret : undefined;
  });
  const { token, namespace, 'ca.crt': ca } = data as Record<string, string>;
  const text = (base64: string) => Buffer.from(base64, 'base64').toString();
  expect(text(namespace)).toBe('default');
  expect(text(ca)).toBe(cluster.server.caCertificate);
  return text(token);
}

async function call(token: string, path: string, body?: object) {
  const answer = await rawRequest(cluster.server, {
    method: body ? 'POST' : 'GET',
    path,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: answer.status, answer: JSON.parse(answer.body) };
}

const pods = (token: string) => call(token, '/api/v1/namespaces/default/pods');
const request = (spec: JsonObject) => ({
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenRequest',
  spec,
});
const review = (token: string) => ({
  apiVersion: 'authentication.k8s.io/v1',
  kind: 'TokenReview',
  spec: { token },
});

describe('tokens of service accounts', () => {
  it('are written into Secrets that ask for one, and carry the rights of the account', async () => {
    const token = await tokenOfSecret();

    expect(await pods(token)).toMatchObject({ status: 200 });
    expect(
      await call(token, '/api/v1/namespaces/default/secrets'),
    ).toMatchObject({
      status: 403,
      answer: {
        message: expect.stringContaining(
          'User "system:serviceaccount:default:robot" cannot list resource "secrets"',
        ),
      },
    });
  });

  it('are good as long as the Secret and the account are there', async () => {
    const token = await tokenOfSecret();
    const { answer } = await call(token, TOKENS, request({}));
    const issued = answer.status.token;

    cluster.client.delete({ ...SECRET, name: 'robot-token' });
    expect(await pods(token)).toMatchObject({ status: 401 });
    expect(await pods(issued)).toMatchObject({ status: 200 });

    cluster.client.delete({ ...ACCOUNT, namespace: 'default', name: 'robot' });
    expect(await pods(issued)).toMatchObject({ status: 401 });
  });

  it('are not good for an account of the same name that is made anew', async () => {
    const token = await tokenOfSecret();
    cluster.client.delete({ ...ACCOUNT, namespace: 'default', name: 'robot' });
    cluster.apply({
      ...ACCOUNT,
      metadata: { name: 'robot', namespace: 'default' },
    });

    expect(await pods(token)).toMatchObject({ status: 401 });
  });

  it('are issued on request, for a time', async () => {
    const token = await tokenOfSecret();
    const { status, answer } = await call(
      token,
      TOKENS,
      request({ expirationSeconds: 900, audiences: ['portal'] }),
    );

    expect(status).toBe(201);
    expect(answer).toMatchObject({
      kind: 'TokenRequest',
      metadata: { name: 'robot', namespace: 'default' },
      spec: { expirationSeconds: 900, audiences: ['portal'] },
    });
    const left = Date.parse(answer.status.expirationTimestamp) - Date.now();
    expect(left).toBeGreaterThan(0);
    expect(left).toBeLessThanOrEqual(900_000);
  });

  it.each([
    [
      'too short a time',
      request({ expirationSeconds: 1 }),
      422,
      'spec.expirationSeconds: Invalid value: 1: may not specify a duration less than 10 minutes',
    ],
    [
      'something else',
      { apiVersion: 'v1', kind: 'Pod' },
      400,
      'Pod cannot be handled as a TokenRequest',
    ],
  ])('are not issued for %s', async (_, body, status, message) => {
    expect(await call(await tokenOfSecret(), TOKENS, body)).toMatchObject({
      status,
      answer: { message: expect.stringContaining(message) },
    });
  });

  it('are told from what is none', async () => {
    const token = await tokenOfSecret();
    const good = await call(token, REVIEWS, review(token));
    expect(good.answer.status).toMatchObject({
      authenticated: true,
      user: {
        username: 'system:serviceaccount:default:robot',
        groups: [
          'system:serviceaccounts',
          'system:serviceaccounts:default',
          'system:authenticated',
        ],
      },
    });

    const [header, claims] = token.split('.');
    for (const bad of ['none', `${header}.${claims}.AAAA`, `${header}..`]) {
      const { answer } = await call(token, REVIEWS, review(bad));
      expect(answer.status.authenticated).toBeUndefined();
      expect(await pods(bad)).toMatchObject({ status: 401 });
    }
  });

  it('are not made for an account that is not there: the Secret goes', async () => {
    cluster.apply({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'nobody-token',
        namespace: 'default',
        annotations: { 'kubernetes.io/service-account.name': 'nobody' },
      },
      type: 'kubernetes.io/service-account-token',
    });

    await cluster.eventually(
      () => !cluster.client.get({ ...SECRET, name: 'nobody-token' }),
    );
  });
});
