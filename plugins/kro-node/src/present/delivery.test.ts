import { AbstractionSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { deliveryPathOf, identityAtPath, manifestOf } from './delivery';

const application: AbstractionSummary = {
  name: 'webapplication',
  title: 'Web application',
  description: '',
  apiVersion: 'mini-atlas.dev/v1alpha1',
  kind: 'WebApplication',
  plural: 'webapplications',
  scope: 'Namespaced',
  selfService: true,
  catalogKind: 'Component',
  catalogType: 'service',
  deliveryPath: 'delivery/tenants/{namespace}/{kind}-{name}.yaml',
  health: { state: 'ready', sentence: 'Ready' },
  instances: 0,
};
const workspace: AbstractionSummary = {
  ...application,
  name: 'workspace',
  title: 'Workspace',
  kind: 'Workspace',
  scope: 'Cluster',
  deliveryPath: 'delivery/workspaces/{name}.yaml',
};

describe('deliveryPathOf', () => {
  it('fills in name, namespace and kind', () => {
    expect(
      deliveryPathOf(application, { name: 'shop', namespace: 'team-a' }),
    ).toBe('delivery/tenants/team-a/webapplication-shop.yaml');
  });

  it.each([
    '../evil',
    'a/b',
    'a\nb',
    'Shop',
    '',
    'a'.repeat(64),
    '-a',
    '{name}',
  ])('refuses the name %j and says what is allowed', name => {
    expect(() =>
      deliveryPathOf(application, { name, namespace: 'team-a' }),
    ).toThrow(/^name is .*it must be 1 to 63 characters/s);
  });

  it('wants a namespace where there is one, and none where there is none', () => {
    expect(() => deliveryPathOf(application, { name: 'shop' })).toThrow(
      /^namespace is missing/,
    );
    expect(() =>
      deliveryPathOf(workspace, { name: 'team-a', namespace: 'x' }),
    ).toThrow(/^namespace is "x"/);
  });

  it('refuses a path that leaves the repository', () => {
    const bad = { ...workspace, deliveryPath: '../{name}.yaml' };
    expect(() => deliveryPathOf(bad, { name: 'a' })).toThrow(/delivery-path/);
  });
});

describe('identityAtPath', () => {
  it('is the reverse of deliveryPathOf', () => {
    expect(
      identityAtPath(
        [workspace, application],
        'delivery/tenants/team-a/webapplication-my-shop.yaml',
      ),
    ).toMatchObject({
      abstraction: { name: 'webapplication' },
      name: 'my-shop',
      namespace: 'team-a',
    });
    expect(
      identityAtPath(
        [workspace, application],
        'delivery/workspaces/team-a.yaml',
      ),
    ).toMatchObject({ abstraction: { name: 'workspace' }, name: 'team-a' });
  });

  it('knows what is nobody’s', () => {
    expect(identityAtPath([workspace], 'README.md')).toBeUndefined();
    expect(
      identityAtPath([workspace], 'delivery/workspaces/a/b.yaml'),
    ).toBeUndefined();
  });
});

describe('manifestOf', () => {
  it('writes identity, owner and spec, and nothing else', () => {
    expect(
      manifestOf(application, {
        abstraction: 'webapplication',
        name: 'shop',
        namespace: 'team-a',
        owner: 'group:default/payments',
        spec: { image: 'nginx' },
      }),
    ).toEqual({
      apiVersion: 'mini-atlas.dev/v1alpha1',
      kind: 'WebApplication',
      metadata: {
        name: 'shop',
        namespace: 'team-a',
        annotations: { 'mini-atlas.dev/owner': 'group:default/payments' },
      },
      spec: { image: 'nginx' },
    });
  });

  it('refuses an owner that is no entity ref', () => {
    expect(() =>
      manifestOf(workspace, {
        abstraction: 'workspace',
        name: 'a',
        owner: 'group:default/x\nfoo: bar',
        spec: {},
      }),
    ).toThrow(/^owner is /);
  });
});
