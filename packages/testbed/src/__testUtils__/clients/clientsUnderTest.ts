import { KubeConfig } from '@kubernetes/client-node';
import { applyObjects } from '../../cluster/applyObjects';
import { Body, ClusterUnderTest } from '../clusterUnderTest';
import {
  FollowedInformer,
  followedInformer,
  Following,
} from './followedInformer';
import { WatchedEvents, watchEvents } from './watchEvents';

/** A kind that the server knows later than itself, so that there are versions before it began. */
const THINGS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.clients.example.dev' },
  spec: {
    group: 'clients.example.dev',
    scope: 'Namespaced',
    names: { plural: 'things', kind: 'Thing' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: { openAPIV3Schema: { type: 'object' } },
      },
    ],
  },
};

/**
 * What suites of clients do: each test has a namespace of its own with ConfigMaps, and its informers and watches end
 * with it.
 *
 * @param cluster - the one that runs when something is asked for
 */
export function clientsUnderTest(cluster: () => ClusterUnderTest) {
  let config: KubeConfig;
  let namespace: string;
  let maps: string;
  let informers: FollowedInformer[] = [];
  let watches: WatchedEvents[] = [];
  let count = 0;

  const call = async (method: string, path: string, body?: object) => {
    const { status, text } = await cluster().api.call(
      method,
      path,
      body && {
        type:
          method === 'PATCH'
            ? 'application/merge-patch+json'
            : 'application/json',
        text: JSON.stringify(body),
      },
    );
    return { status, body: JSON.parse(text) as Body };
  };
  const create = async (name: string, v = '1', labels: object = {}) =>
    (
      await call('POST', maps, {
        metadata: { name, labels },
        data: { v },
      })
    ).body;
  const patch = async (name: string, body: object) =>
    (await call('PATCH', `${maps}/${name}`, body)).body;
  const change = (name: string, v: string) => patch(name, { data: { v } });
  const remove = (name: string) => call('DELETE', `${maps}/${name}`);
  const list = async (query = '') => (await call('GET', maps + query)).body;
  const namesIn = ({ items }: Body): string[] =>
    items.map(({ metadata }: Body) => metadata.name);

  const things = () =>
    `/apis/${THINGS.spec.group}/v1/namespaces/${namespace}/things`;
  const thing = (name: string) =>
    call('POST', things(), {
      apiVersion: `${THINGS.spec.group}/v1`,
      kind: 'Thing',
      metadata: { name },
    });
  const openNamespace = () =>
    applyObjects(cluster().api, [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    ]);
  const follow = async (
    following: Partial<Following> = {},
    through: KubeConfig = config,
  ) => {
    const informer = await followedInformer(through, {
      path: maps,
      namespace,
      list,
      ...following,
    });
    informers.push(informer);
    return informer;
  };
  const watch = async (
    query: Record<string, string | number | boolean>,
    path = maps,
  ) => {
    const watched = await watchEvents(config, path, query);
    watches.push(watched);
    return watched;
  };

  beforeAll(async () => {
    await applyObjects(cluster().api, [THINGS]);
    await cluster().until(
      `/apis/${THINGS.spec.group}/v1/things`,
      (_body, status) => status === 200,
    );
  });
  beforeEach(async () => {
    config = new KubeConfig();
    config.loadFromFile(cluster().handle.kubeconfig);
    count += 1;
    namespace = `clients-${count}`;
    maps = `/api/v1/namespaces/${namespace}/configmaps`;
    await openNamespace();
  });
  afterEach(async () => {
    await Promise.all(informers.map(informer => informer.stop()));
    watches.forEach(watched => watched.stop());
    informers = [];
    watches = [];
  });

  return {
    /** How an administrator gets to the cluster. */
    access: () => config,
    /** Sends JSON, and reads it. */
    call,
    /** Creates the namespace of the test, which is there already unless the cluster has lost it. */
    openNamespace,
    /** ConfigMaps of the test, with one value, `v`. */
    create,
    patch,
    change,
    remove,
    list,
    namesIn,
    /** Path of the ConfigMaps of the test. */
    maps: () => maps,
    /** Path of the objects of a kind of its own. */
    things,
    /** Creates one of them. */
    thing,
    follow,
    watch,
  };
}
