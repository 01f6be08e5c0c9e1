import { KubernetesObject } from '@mini-atlas/kro';
import { ApiServer, startApiServer } from '..';
import { rawRequest } from './request';

const RBAC = 'rbac.authorization.k8s.io';
const WHO = '/apis/authentication.k8s.io/v1/selfsubjectreviews';

let server: ApiServer;

beforeAll(async () => {
  server = await startApiServer({
    tokens: [
      { token: 'admin', user: 'admin', groups: ['system:masters'] },
      { token: 'eve', user: 'eve', groups: [] },
      { token: 'mia', user: 'mia', groups: [] },
    ],
    log: () => {},
  });
  allow('ada', 'reads-pods', { resources: ['pods'], verbs: ['list'] });
  allow('bob', 'reads-pods', { resources: ['pods'], verbs: ['list'] });
  allow('eve', 'becomes-ada', {
    resources: ['users'],
    resourceNames: ['ada'],
    verbs: ['impersonate'],
  });
  allow('mia', 'lists-as-people', {
    resources: ['pods'],
    verbs: ['impersonate-on:user-info:list'],
  });
  allow('mia', 'becomes-bob', {
    apiGroups: ['authentication.k8s.io'],
    resources: ['users'],
    resourceNames: ['bob'],
    verbs: ['impersonate:user-info'],
  });
});

afterAll(() => server.stop());

function allow(user: string, role: string, rule: object): void {
  const apply = (object: KubernetesObject) =>
    server.client.apply(object, { fieldManager: 'test' });
  apply({
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRole',
    metadata: { name: role },
    rules: [{ apiGroups: [''], ...rule }],
  });
  apply({
    apiVersion: `${RBAC}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name: `${user}-${role}` },
    roleRef: {
      apiGroup: RBAC,
      kind: 'ClusterRole',
      name: role,
    },
    subjects: [{ apiGroup: RBAC, kind: 'User', name: user }],
  });
}

async function ask(token: string, as: Record<string, string>, path: string) {
  const { status, body } = await rawRequest(server, {
    method: path === WHO ? 'POST' : 'GET',
    path,
    headers: {
      authorization: `Bearer ${token}`,
      ...as,
      ...(path === WHO ? { 'content-type': 'application/json' } : {}),
    },
    ...(path === WHO
      ? {
          body: JSON.stringify({
            apiVersion: 'authentication.k8s.io/v1',
            kind: 'SelfSubjectReview',
          }),
        }
      : {}),
  });
  return { status, answer: JSON.parse(body) };
}

const pods = (token: string, as: string) =>
  ask(token, { 'impersonate-user': as }, '/api/v1/pods');

describe('impersonation', () => {
  it('makes an administrator somebody else, with no more rights than that one has', async () => {
    const { answer } = await ask(
      'admin',
      { 'impersonate-user': 'ada', 'impersonate-group': 'builders' },
      WHO,
    );
    expect(answer.status.userInfo).toEqual({
      username: 'ada',
      groups: ['builders', 'system:authenticated'],
    });

    expect(await pods('admin', 'ada')).toMatchObject({ status: 200 });
    expect(await pods('admin', 'zoe')).toMatchObject({ status: 403 });
  });

  it('takes the right to become that user', async () => {
    expect(await pods('eve', 'ada')).toMatchObject({ status: 200 });
    expect(await pods('eve', 'bob')).toMatchObject({
      status: 403,
      answer: {
        reason: 'Forbidden',
        message:
          'pods is forbidden: User "eve" cannot impersonate-on:user-info:list resource "pods" in API group "" at the cluster scope',
      },
    });
  });

  it('takes the right to do this as somebody, too, where it is constrained', async () => {
    expect(await pods('mia', 'bob')).toMatchObject({ status: 200 });
    expect(await pods('mia', 'ada')).toMatchObject({
      status: 403,
      answer: {
        message:
          'users.authentication.k8s.io "ada" is forbidden: User "mia" cannot impersonate:user-info resource "users" in API group "authentication.k8s.io" at the cluster scope',
      },
    });
    const asBob = { 'impersonate-user': 'bob' };
    expect(await ask('mia', asBob, '/api/v1/secrets')).toMatchObject({
      status: 403,
      answer: {
        message: expect.stringContaining('impersonate-on:user-info:list'),
      },
    });
  });

  it('needs the right to each group', async () => {
    const asMaster = {
      'impersonate-user': 'ada',
      'impersonate-group': 'system:masters',
    };
    expect(await ask('eve', asMaster, '/api/v1/pods')).toMatchObject({
      status: 403,
    });
  });

  it('is of a user', async () => {
    const nobody = { 'impersonate-group': 'builders' };
    expect(await ask('admin', nobody, '/api/v1/pods')).toMatchObject({
      status: 400,
      answer: {
        reason: 'BadRequest',
        message:
          'requested &user.DefaultInfo{Name:"", UID:"", Groups:[]string{"builders"}, Extra:map[string][]string(nil)} without impersonating a user name',
      },
    });
  });
});
