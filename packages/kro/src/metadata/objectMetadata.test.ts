import {
  buildGraph,
  childMetadata,
  crdLabels,
  instanceMetadata,
  parseResourceGraphDefinition,
} from '..';
import { live, types } from '../__testUtils__/fixtures';

const instance = live('instance-demo-hello');
const rgd = {
  ...live('rgd-demo'),
  metadata: {
    name: 'demo',
    uid: instance.metadata.labels?.['kro.run/resource-graph-definition-id'],
  },
};
const graph = buildGraph(parseResourceGraphDefinition(live('rgd-demo')), types);
const children = [live('child-deploy'), live('child-svc')];

describe('metadata', () => {
  it.each([
    ['deployment', children[0]],
    ['service', children[1]],
  ])('labels the %s as KRO did', (id, child) => {
    const { labels, annotations } = childMetadata(graph, instance, id);
    expect(child.metadata.labels).toEqual(labels);
    expect(child.metadata.annotations).toMatchObject(annotations);
    expect(annotations).toEqual({
      'internal.kro.run/apply-order': id === 'deployment' ? '1' : '2',
    });
  });

  it('labels and annotates the instance as KRO did', () => {
    const { labels, annotations, finalizers } = instanceMetadata(
      rgd,
      instance,
      children,
    );
    expect(instance.metadata.labels).toMatchObject(labels);
    expect(instance.metadata.annotations).toEqual(annotations);
    expect(instance.metadata.finalizers).toEqual(finalizers);
  });

  it('labels the CRD as KRO did', () => {
    expect(live('crd-demoes.atlas.dev').metadata.labels).toEqual(
      crdLabels(rgd),
    );
  });

  it('numbers the items of a collection', () => {
    const { labels } = childMetadata(graph, instance, 'service', {
      index: 1,
      size: 3,
    });
    expect(labels).toMatchObject({
      'kro.run/collection-index': '1',
      'kro.run/collection-size': '3',
    });
  });
});
