import { Body } from '../__testUtils__/clusterUnderTest';
import { conditionOf, fluxPath } from '../__testUtils__/flux/deliveryUnderTest';
import {
  configMap,
  DELIVERED,
  deployment,
  machine,
  manifests,
} from '../__testUtils__/flux/manifests';
import { onFlux } from '../__testUtils__/flux/onFlux';

const MAPS = `/api/v1/namespaces/${DELIVERED}/configmaps`;
const holds = (value: string) => (body: Body) => body.data?.value === value;

/** Files that cannot be applied, each in its way. */
const BROKEN = [
  { what: 'no YAML', file: 'kind: [ConfigMap\nmetadata:\n  name: x\n' },
  { what: 'no kind', file: 'apiVersion: v1\nmetadata:\n  name: x\n' },
  {
    what: 'the same object twice',
    file: manifests(configMap('twice', '1'), configMap('twice', '2')),
  },
  { what: 'an unknown kind', file: manifests(machine('Unknown', 'x')) },
  {
    what: 'an unknown namespace',
    file: manifests(
      configMap('x', '1', { metadata: { namespace: 'nowhere' } }),
    ),
  },
  {
    what: 'a field of the wrong type',
    file: manifests(deployment('wrong', { replicas: 'many' })),
  },
  {
    what: 'a value that is not allowed',
    file: manifests(deployment('wrong', { replicas: -1 })),
  },
  {
    what: 'a name that is not allowed',
    file: manifests(configMap('Not_Allowed', '1')),
  },
];

onFlux("Flux's failures", 'flux-failures', flux => {
  it.each(BROKEN)('says what is wrong: $what', async ({ what, file }) => {
    const name = `broken-${what.replaceAll(' ', '-').toLowerCase()}`;
    const sound = { 'a.yaml': manifests(configMap(name, '1')) };
    const delivery = await flux.deliver(name, { ...sound, 'b.yaml': file });
    await delivery.kustomize(name);
    await delivery.settled(name, 'False');
    expect(await flux.has(`${MAPS}/${name}`)).toBe(false);
    const broken = await flux.report('Kustomization', name);

    await delivery.commit({ 'b.yaml': null });
    await delivery.settled(name);
    expect(await flux.has(`${MAPS}/${name}`)).toBe(true);
    flux.expectSaid(broken, await flux.report('Kustomization', name));
  });

  it('applies an object without a field that its type does not have', async () => {
    const delivery = await flux.deliver('unknown-field', {
      'a.yaml': manifests(deployment('unknown-field', { replica: 1 })),
    });
    await delivery.kustomize('unknown-field');
    await delivery.settled('unknown-field');
    const { spec } = await flux.get(
      `/apis/apps/v1/namespaces/${DELIVERED}/deployments/unknown-field`,
    );
    expect(spec.replica).toBeUndefined();
    flux.expectSaid(await flux.report('Kustomization', 'unknown-field'));
  });

  it('says that its path or its source is not there', async () => {
    const delivery = await flux.deliver('path', { 'a.yaml': '' });
    const failed = (name: string) =>
      flux.until(
        fluxPath('Kustomization', name),
        body =>
          conditionOf(body, 'Ready')?.reason === 'ArtifactFailed' &&
          body.metadata.finalizers,
      );
    await delivery.kustomize('no-path', { path: 'none' });
    await delivery.kustomize('no-source', {
      sourceRef: { kind: 'GitRepository', name: 'none' },
    });
    await failed('no-path');
    await failed('no-source');
    flux.expectSaid(
      await flux.report('Kustomization', 'no-path'),
      await flux.report('Kustomization', 'no-source'),
    );
  });

  it('replaces what cannot be changed only where it may', async () => {
    const settings = (value: string) =>
      manifests(configMap('immutable', value, { immutable: true }));
    const delivery = await flux.deliver('force', { 'a.yaml': settings('1') });
    await delivery.kustomize('force');
    await delivery.settled('force');
    await delivery.commit({ 'a.yaml': settings('2') });
    await delivery.settled('force', 'False');
    const refused = await flux.report('Kustomization', 'force');

    await delivery.kustomize('force', { force: true });
    await delivery.settled('force');
    expect(holds('2')(await flux.get(`${MAPS}/immutable`))).toBe(true);
    flux.expectSaid(refused, await flux.report('Kustomization', 'force'));
  });
});
