import { KubernetesObject, step } from '@mini-atlas/kro';
import { foundationGraph } from '../__testUtils__/foundation';
import { ObjectStore } from '../cache/objectStore';
import { evaluateNodes } from './nodeViews';

const APP = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: {
    name: 'web',
    namespace: 'shop',
    uid: 'deployment',
    labels: { 'kro.run/instance-id': 'web', 'kro.run/node-id': 'deployment' },
  },
};

function instance(
  kind: string,
  name: string,
  spec: object,
  namespace?: string,
): KubernetesObject {
  return {
    apiVersion: 'mini-atlas.dev/v1alpha1',
    kind,
    metadata: { name, uid: name, ...(namespace ? { namespace } : {}) },
    spec,
  };
}

function views(
  abstraction: string,
  object: KubernetesObject,
  store = new ObjectStore(),
) {
  const graph = foundationGraph(abstraction);
  const nodes = evaluateNodes(store, graph, step(graph, object, {}), object);
  return Object.fromEntries(nodes.map(({ view }) => [view.id, view]));
}

describe('evaluateNodes', () => {
  it('says in words why a node is skipped, and with which', () => {
    const web = instance(
      'WebApplication',
      'web',
      {
        image: 'nginx',
        tag: '1',
        replicas: 1,
        autoscaling: { enabled: false },
        host: '',
      },
      'shop',
    );
    expect(views('webapplication', web)).toMatchObject({
      route: {
        health: { state: 'skipped', sentence: 'Because `spec.host` is empty' },
      },
      pdb: {
        health: {
          state: 'skipped',
          sentence: 'Because `spec.replicas` is 1, not more than 1',
        },
      },
    });
    const system = instance('Workspace', 'kube-x', { team: 'x', editors: [] });
    expect(views('workspace', system)).toMatchObject({
      ns: {
        health: {
          sentence:
            'Because `metadata.name` is "kube-x", which begins with "kube-"',
        },
      },
      quota: {
        skippedWith: 'ns',
        health: {
          sentence: 'Because `ns`, which it depends on, is skipped',
        },
      },
    });
  });

  it('names what a node waits for', () => {
    const shop = instance('Workspace', 'shop', { team: 'x', editors: [] });
    expect(views('workspace', shop)).toMatchObject({
      quota: {
        waitingFor: ['ns'],
        health: { state: 'waiting', sentence: 'For `ns` to be ready' },
      },
    });
  });

  it('counts the pods of a child', () => {
    const store = new ObjectStore();
    store.set(APP, APP);
    for (const name of ['a', 'b']) {
      store.set(
        { apiVersion: 'v1', kind: 'Pod' },
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: {
            name,
            namespace: 'shop',
            ownerReferences: [
              {
                apiVersion: 'apps/v1',
                kind: 'Deployment',
                name: 'web',
                uid: 'deployment',
              },
            ],
          },
        },
      );
    }
    const web = instance(
      'WebApplication',
      'web',
      { image: 'nginx', tag: '1', replicas: 2, host: '' },
      'shop',
    );
    const graph = foundationGraph('webapplication');
    const observed = { deployment: [APP] };
    const nodes = evaluateNodes(store, graph, step(graph, web, observed), web);
    expect(
      nodes
        .flatMap(({ children }) => children)
        .map(({ child }) => [child.kind, child.pods]),
    ).toContainEqual(['Deployment', 2]);
  });
});
