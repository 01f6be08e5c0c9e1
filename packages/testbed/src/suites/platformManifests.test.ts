import { ClusterObject } from '../cluster/objectPaths';
import { isActive } from '../__testUtils__/kro/kroUnderTest';
import { ClusterName, onEachCluster } from '../__testUtils__/onEachCluster';
import {
  freePlaces,
  isFree,
  isOfAnyType,
} from '../__testUtils__/tree/freePlaces';
import { Mutation, mutationsOf } from '../__testUtils__/tree/mutations';
import { renderTree } from '../__testUtils__/tree/platformTree';
import { strictCluster } from '../__testUtils__/tree/strictCluster';
import { titleOf, TreeDocument } from '../__testUtils__/tree/treeDocument';

const RGDS = '/apis/kro.run/v1alpha1/resourcegraphdefinitions';
const ATLAS = '/apis/mini-atlas.dev/v1alpha1';
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

const { root, layers } = renderTree();
const documents = [...root, ...layers.flatMap(one => one.documents)];
const ofKind = (kind: string) =>
  documents.filter(({ object }) => object.kind === kind);
const definitions = ofKind('CustomResourceDefinition');
const abstractions = ofKind('ResourceGraphDefinition');
const instances = layers
  .filter(({ path }) => path.startsWith('delivery/'))
  .flatMap(one => one.documents);
/** Data of other projects is left as it is. */
const own = documents.filter(one => !definitions.includes(one));
const kinds = [...new Set(own.map(({ object }) => object.kind))];
const named = (all: TreeDocument[]) =>
  all.map(one => [titleOf(one), one.object] as const);
/** Kinds of Kubernetes that the sandbox leaves out, as its README says; the other cluster is asked about them. */
const LEFT_OUT: Record<ClusterName, string[]> = {
  sandbox: ['APIService'],
  testbed: [],
};

onEachCluster('Manifests of the platform', (cluster, name) => {
  const isServed = (kind: string) => !LEFT_OUT[name].includes(kind);
  const asked = documents.filter(({ object }) => isServed(object.kind));
  const strict = () => strictCluster(cluster().api);

  beforeAll(async () => {
    const { lay, served } = strict();
    await Promise.all(definitions.map(({ object }) => lay(object)));
    await served(definitions.map(({ object }) => object));
    const namespaces = [
      ...ofKind('Namespace').map(({ object }) => object.metadata.name),
      // Those that KRO makes.
      ...ofKind('Workspace').map(({ object }) => object.metadata.name),
      'flux-system',
    ];
    for (const namespace of namespaces) {
      await lay({
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: namespace },
      });
    }
    // KRO may do what these give it.
    for (const { object } of ofKind('ClusterRole')) await lay(object);
    for (const { object } of abstractions) await lay(object);
    for (const { object } of abstractions) {
      await cluster().until(
        `${RGDS}/${object.metadata.name}`,
        ({ status }) => status?.state === 'Active',
      );
    }
    const schemas = abstractions.map(
      ({ object }) => Object(object.spec).schema,
    );
    await strict().served(
      (
        await cluster().api.get<{ items: ClusterObject[] }>(CRDS)
      ).items.filter(({ spec }) =>
        schemas.some(({ kind }) => Object(spec).names.kind === kind),
      ),
    );
  });

  it.each(named(asked))('is valid: %s', async (_, object) => {
    const { status, text } = await strict().ask(object);
    expect(status < 300 ? 'accepted' : JSON.parse(text).message).toBe(
      'accepted',
    );
  });

  it.each(kinds.filter(isServed))(
    'has no field that may be wrong: %s',
    async kind => {
      const { ask } = strict();
      const unnoticed: string[] = [];
      for (const [object, mutation] of breakages(kind)) {
        const { status } = await ask(object, mutation.value);
        if (status < 400) {
          unnoticed.push(`${mutation.does} ${mutation.path.join('.')}`);
        }
      }
      expect(unnoticed).toEqual([]);
    },
  );

  it('makes the example ready', async () => {
    for (const { object } of instances) await strict().lay(object);
    for (const { object } of instances) {
      const { kind, metadata } = object;
      const scope = metadata.namespace
        ? `/namespaces/${metadata.namespace}`
        : '';
      const ready = await cluster().until(
        `${ATLAS}${scope}/${pluralOf(kind)}/${metadata.name}`,
        isActive,
      );
      expect(ready.status.state).toBe('ACTIVE');
    }
  });

  it('takes no place for free that a schema knows', () => {
    const unused = freePlaces.filter(
      place =>
        !own.some(
          ({ object }) =>
            place.kinds.test(object.kind) &&
            pathsOf(object).some(one => place.path.test(one)),
        ),
    );
    expect(unused).toEqual([]);
  });
});

/** As KRO makes it of the abstractions' names, none of which is irregular. */
function pluralOf(kind: string): string {
  return `${kind.toLowerCase()}s`;
}

/** Every field that a kind has in the tree broken once, in the first object that has it. */
function breakages(kind: string): [ClusterObject, Mutation][] {
  const seen = new Set<string>();
  return ofKind(kind).flatMap(({ object }) =>
    mutationsOf(object, path => isFree(object, path))
      .filter(
        ({ does, path }) => !(does === 'mistypes' && isOfAnyType(object, path)),
      )
      .filter(({ does, path }) => {
        const place = `${does} ${path.join('.').replace(/\.\d+/g, '.N')}`;
        return !seen.has(place) && seen.add(place);
      })
      .map((mutation): [ClusterObject, Mutation] => [object, mutation]),
  );
}

/** All fields of an object, as `spec.template.0.name`. */
function pathsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, below]) => {
    const here = path ? `${path}.${name}` : name;
    return [here, ...pathsOf(below, here)];
  });
}
