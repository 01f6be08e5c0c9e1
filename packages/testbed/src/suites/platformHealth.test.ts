import { stringify } from 'yaml';
import { applyObjects } from '../cluster/applyObjects';
import {
  DELIVERIES,
  deliveryUnderTest,
} from '../__testUtils__/flux/deliveryUnderTest';
import {
  RepositoryUnderTest,
  repositoryUnderTest,
} from '../__testUtils__/forge/repositoryUnderTest';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import { renderTree } from '../__testUtils__/tree/platformTree';

const { root, layers } = renderTree();

/** Parts whose readiness expressions of their own say; their operators are imitated here. */
const EXPRESSED = root.flatMap(({ object }) => {
  const { healthCheckExprs } = Object(object.spec);
  const layer = layers.find(({ name }) => name === object.metadata.name);
  return healthCheckExprs && layer?.path.startsWith('core/')
    ? [{ name: layer.name, documents: layer.documents, healthCheckExprs }]
    : [];
});

onEachCluster('Health of parts of the platform', cluster => {
  let repository: RepositoryUnderTest;
  beforeAll(async () => {
    repository = await repositoryUnderTest(cluster(), 'platform-health', {
      'README.md': '# Parts\n',
    });
    await applyObjects(cluster().api, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: DELIVERIES } },
    ]);
  });
  afterAll(() => repository?.end());

  it('has parts to look at', () => {
    expect(EXPRESSED.map(({ name }) => name)).toEqual(['gateway', 'kafka']);
  });

  it.each(EXPRESSED)(
    'is seen by Flux: $name',
    async ({ name, documents, healthCheckExprs }) => {
      const delivery = await deliveryUnderTest(cluster(), repository, name, {
        'part.yaml': documents
          .map(({ object }) => stringify(object))
          .join('---\n'),
      });
      await delivery.kustomize(name, {
        wait: true,
        timeout: '50s',
        healthCheckExprs,
      });
      const { status } = await delivery.settled(name);
      expect(status.inventory.entries).toHaveLength(documents.length);
    },
  );
});
