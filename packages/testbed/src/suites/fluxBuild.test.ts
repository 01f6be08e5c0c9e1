import { applyObjects } from '../cluster/applyObjects';
import { DELIVERIES } from '../__testUtils__/flux/deliveryUnderTest';
import {
  configMap,
  DELIVERED,
  deployment,
  manifests,
} from '../__testUtils__/flux/manifests';
import { onFlux } from '../__testUtils__/flux/onFlux';

const map = (name: string) =>
  `/api/v1/namespaces/${DELIVERED}/configmaps/${name}`;
const deploymentAt = (name: string) =>
  `/apis/apps/v1/namespaces/${DELIVERED}/deployments/${name}`;

/** Values with variables, of which NONE is not set. */
const VALUES = [
  'hello ${NAME}',
  '-${EMPTY}-',
  '${NONE:=nobody} ${NONE:-no-one} ${EMPTY:=empty} ${NAME:=unused}',
  '${NONE=a} ${NAME:+set}',
  '${NONE:-${NAME}}',
  '$${NAME} $$NAME $NAME $(NAME)',
  '${NAME^^} ${NAME,,} ${NAME,}',
  '${#NAME} ${NAME:1} ${NAME:0:2} ${NAME:9}',
  '${LIST/a/x} ${LIST//a/x} ${LIST/#a/x} ${LIST/%a/x}',
];

/** What cannot be read. */
const UNREADABLE = [
  '${NAME',
  '${}',
  '${schema.spec.name}',
  '${NAME-default}',
  '${NAME/a}',
  '${NONE}',
  '${NONE^^}',
];

const given = {
  substitute: { NAME: 'Ada', EMPTY: '', LIST: 'a,b,a', ONE: '1', COUNT: '3' },
};

onFlux('What Flux builds', 'flux-build', (flux, cluster) => {
  it('fills in variables', async () => {
    const values = Object.fromEntries(
      VALUES.map((value, index) => [`v${index}`, value]),
    );
    const delivery = await flux.deliver('variables', {
      'a.yaml': manifests(
        { ...configMap('variables', ''), data: values },
        {
          ...configMap('left', '', {
            metadata: {
              labels: { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' },
            },
          }),
          data: values,
        },
        // A number, in the end.
        deployment('counted', { replicas: '${COUNT}' }),
      ),
    });
    await delivery.kustomize('variables', { postBuild: given });
    await delivery.settled('variables');
    const { data } = await flux.get(map('variables'));
    const left = await flux.get(map('left'));
    const { spec } = await flux.get(deploymentAt('counted'));
    flux.expectSaid({ data, left: left.data, replicas: spec.replicas });
  });

  it('takes them from ConfigMaps and Secrets of its namespace', async () => {
    await applyObjects(cluster().api, [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings', namespace: DELIVERIES },
        data: { FROM: 'map', BOTH: 'map', LINES: 'one\ntwo\n' },
      },
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'hidden', namespace: DELIVERIES },
        stringData: { HIDDEN: 'secret', BOTH: 'secret' },
      },
    ]);
    const delivery = await flux.deliver('sources', {
      'a.yaml': manifests(
        configMap('sources', '${FROM} ${HIDDEN} ${BOTH} ${OWN} ${LINES}'),
      ),
    });
    const substituteFrom = [
      { kind: 'ConfigMap', name: 'settings' },
      { kind: 'Secret', name: 'hidden' },
      { kind: 'ConfigMap', name: 'none', optional: true },
    ];
    await delivery.kustomize('sources', {
      postBuild: { substituteFrom, substitute: { OWN: 'own' } },
    });
    await delivery.settled('sources');
    const { data } = await flux.get(map('sources'));

    await delivery.kustomize('no-such-map', {
      postBuild: { substituteFrom: [{ kind: 'ConfigMap', name: 'none' }] },
    });
    await delivery.settled('no-such-map', 'False');
    flux.expectSaid(
      { data },
      await flux.report('Kustomization', 'no-such-map'),
    );
  });

  it.each(UNREADABLE)('says that it cannot read %s', async text => {
    const name = `unreadable-${UNREADABLE.indexOf(text)}`;
    const delivery = await flux.deliver(name, {
      'a.yaml': manifests(configMap(name, text)),
    });
    await delivery.kustomize(name, { postBuild: given });
    await delivery.settled(name, 'False');
    flux.expectSaid(await flux.report('Kustomization', name));
  });

  it('leaves them alone without a variable, unless told otherwise', async () => {
    const delivery = await flux.deliver('none', {
      'a.yaml': manifests(configMap('none', '${NAME:=nobody}')),
    });
    await delivery.kustomize('none', { postBuild: {} });
    await delivery.settled('none');
    const before = await flux.get(map('none'));
    await delivery.commit({
      'a.yaml': manifests(configMap('always', '${NAME:=nobody}')),
    });
    await delivery.kustomize('always', {
      postBuild: { substituteStrategy: 'Always' },
    });
    await delivery.settled('always');
    const after = await flux.get(map('always'));
    flux.expectSaid({ before: before.data, after: after.data });
  });

  it('patches what a kustomization file says, then what its own object says', async () => {
    const delivery = await flux.deliver('patches', {
      'base.yaml': manifests(
        configMap('patched', '1'),
        configMap('untouched', '1'),
        configMap('gone', '1'),
        deployment('patched'),
      ),
      'patch.yaml': manifests({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'patched', namespace: DELIVERED },
        spec: {
          template: {
            spec: {
              containers: [
                { name: 'main', env: [{ name: 'A', value: 'a' }] },
                { name: 'more', image: 'busybox:1.37' },
              ],
            },
          },
        },
      }),
      'kustomization.yaml': manifests({
        resources: ['base.yaml'],
        patches: [
          { path: 'patch.yaml' },
          {
            target: { kind: 'ConfigMap', name: 'patched|other' },
            patch: manifests([
              { op: 'replace', path: '/data/value', value: '2' },
              { op: 'add', path: '/metadata/labels', value: { a: 'b' } },
            ]),
          },
          {
            patch: manifests({
              $patch: 'delete',
              apiVersion: 'v1',
              kind: 'ConfigMap',
              metadata: { name: 'gone', namespace: DELIVERED },
            }),
          },
          // For nothing that is there.
          {
            target: { kind: 'Service' },
            patch: manifests([{ op: 'remove', path: '/spec' }]),
          },
        ],
      }),
    });
    await delivery.kustomize('patches', {
      patches: [
        {
          target: { kind: 'ConfigMap', group: '', name: 'patched' },
          patch: manifests({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            metadata: { name: 'any', labels: { c: 'd' } },
          }),
        },
        {
          target: { kind: 'Deployment' },
          patch: manifests([{ op: 'add', path: '/spec/replicas', value: 0 }]),
        },
      ],
    });
    await delivery.settled('patches');
    const { data, metadata } = await flux.get(map('patched'));
    const untouched = await flux.get(map('untouched'));
    const { spec } = await flux.get(deploymentAt('patched'));
    expect(await flux.has(map('gone'))).toBe(false);
    flux.expectSaid({
      data,
      labels: metadata.labels,
      untouched: untouched.data,
      replicas: spec.replicas,
      containers: spec.template.spec.containers.map(
        ({ name, image, env }: Record<string, unknown>) => ({
          name,
          image,
          env,
        }),
      ),
    });
  });

  it.each([
    [
      'of an object that is not there',
      [
        {
          patch: manifests(configMap('none', '1')),
        },
      ],
    ],
    [
      'of a list without a target',
      [{ patch: manifests([{ op: 'remove', path: '/data' }]) }],
    ],
    [
      'that does not fit',
      [
        {
          target: { kind: 'ConfigMap' },
          patch: manifests([{ op: 'remove', path: '/spec/none' }]),
        },
      ],
    ],
    ['that is none', [{ patch: 'neither', target: { kind: 'ConfigMap' } }]],
    ['in a file that is not there', [{ path: 'none.yaml' }]],
  ])('refuses a patch %s', async (what, patches) => {
    const name = `patch-${what.replaceAll(' ', '-')}`;
    const delivery = await flux.deliver(name, {
      'a.yaml': manifests(configMap(name, '1')),
      'kustomization.yaml': manifests({ resources: ['a.yaml'], patches }),
    });
    await delivery.kustomize(name);
    await delivery.settled(name, 'False');
    expect(await flux.has(map(name))).toBe(false);
    flux.expectSaid(await flux.report('Kustomization', name));
  });
});
