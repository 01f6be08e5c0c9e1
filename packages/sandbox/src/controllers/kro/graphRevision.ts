import {
  buildGraph,
  Graph,
  KubernetesObject,
  parseResourceGraphDefinition,
} from '@mini-atlas/kro';
import { ControllerContext, runController } from '../controller';
import { count, fields, text } from '../fields';
import { writeStatus } from '../statusWriter';
import { conditionSet } from './conditionSet';
import { addFinalizer, removeFinalizer } from './finalizer';
import { resourcesInfo } from './graphInfo';
import { KroFlags } from './flags';
import { GraphRegistry } from './graphRegistry';
import { GRAPH_REVISION, KRO_MANAGER, RGD } from './kroNames';
import { specHash } from './specHash';

/**
 * Imitates the GraphRevision controller of KRO 0.9.4: compiles each revision's snapshot, writes the outcome
 * into its status and puts the compiled graph into the registry from which instances are served.
 */
export function startGraphRevisions(
  context: ControllerContext,
  flags: KroFlags,
  registry: GraphRegistry,
): () => void {
  return runController(context, {
    name: 'kro-graphrevisions',
    type: GRAPH_REVISION,
    reconcile: ({ name }) => {
      const revision = context.client.get({ ...GRAPH_REVISION, name });
      if (!revision) return;
      const snapshot = readSnapshot(revision);
      if (revision.metadata.deletionTimestamp) {
        removeFinalizer(context.client, revision);
        registry.delete(snapshot.name, snapshot.revision);
        return;
      }
      if (registry.get(snapshot.name, snapshot.revision)) return;
      compileRevision(
        context,
        flags,
        registry,
        addFinalizer(context.client, revision),
      );
    },
  });
}

/** What a GraphRevision holds: the RGD's name, the number, and the spec as it was. */
export function readSnapshot(revision: KubernetesObject) {
  const spec = fields(revision.spec);
  const snapshot = fields(spec.snapshot);
  return {
    name: text(snapshot.name),
    revision: count(spec.revision),
    spec: fields(snapshot.spec),
  };
}

/**
 * Compiles an RGD's spec against the types the cluster serves now.
 * @throws GraphError for what KRO rejects
 */
export function compileGraph(
  { client }: ControllerContext,
  { featureGates }: KroFlags,
  name: string,
  spec: unknown,
): Graph {
  const rgd = { ...RGD, metadata: { name }, spec };
  return buildGraph(
    parseResourceGraphDefinition(rgd),
    type => client.resolve(type),
    { omit: featureGates.CELOmitFunction },
  );
}

function compileRevision(
  context: ControllerContext,
  flags: KroFlags,
  registry: GraphRegistry,
  object: KubernetesObject,
): void {
  const { name, revision, spec } = readSnapshot(object);
  const conditions = conditionSet(object, ['GraphVerified']);
  const entry = { revision, specHash: specHash(spec) };
  let graph: Graph;
  try {
    graph = compileGraph(context, flags, name, spec);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    conditions.set(
      'GraphVerified',
      'False',
      'InvalidGraph',
      `failed to compile graph revision "${object.metadata.name}": ${message}`,
    );
    registry.put(name, { ...entry, state: 'Failed' });
    writeStatus(
      context.client,
      object,
      { conditions: conditions.list() },
      KRO_MANAGER.fieldManager,
    );
    return;
  }
  conditions.set(
    'GraphVerified',
    'True',
    'Verified',
    'graph revision compiled and verified',
  );
  const info = resourcesInfo(graph);
  writeStatus(
    context.client,
    object,
    {
      conditions: conditions.list(),
      resources: info.length > 0 ? info : undefined,
      topologicalOrder: graph.topologicalOrder,
    },
    KRO_MANAGER.fieldManager,
  );
  registry.put(name, { ...entry, state: 'Active', graph });
}
