import {
  Graph,
  KRO_ANNOTATIONS,
  KRO_LABELS,
  KubernetesObject,
  pluralize,
} from '@mini-atlas/kro';
import { ControllerContext, Key, runController } from '../controller';
import { count, Fields, fields, text } from '../fields';
import { writeStatus } from '../statusWriter';
import { ConditionSet, conditionSet } from './conditionSet';
import { addFinalizer, removeFinalizer } from './finalizer';
import { KroFlags } from './flags';
import { resourcesInfo } from './graphInfo';
import { GraphRegistry } from './graphRegistry';
import { compileGraph, readSnapshot } from './graphRevision';
import { deleteCrd, ensureCrd, isEstablished } from './instanceCrd';
import { InstanceControllers } from './instanceControllers';
import { GRAPH_REVISION, KRO_MANAGER, RGD } from './kroNames';
import {
  adoptRevisions,
  dropOldRevisions,
  issueRevision,
  revisionsOf,
} from './revisions';
import { specHash } from './specHash';

const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
};
const DEPENDENTS = [
  'GraphRevisionsResolved',
  'GraphAccepted',
  'KindReady',
  'ControllerReady',
];
const CRD_POLL_MS = 20;

/** What the RGD controller works with. */
export interface RgdEnvironment {
  context: ControllerContext;
  flags: KroFlags;
  registry: GraphRegistry;
  instances: InstanceControllers;
}

/**
 * Imitates the ResourceGraphDefinition controller of KRO 0.9.4: a spec that is accepted becomes a GraphRevision,
 * the newest revision that compiled becomes a CRD and a controller for its instances; all told in conditions.
 * On deletion the controller ends, and the CRD goes where `--allow-crd-deletion` says so.
 */
export function startResourceGraphDefinitions(env: RgdEnvironment): () => void {
  const { client } = env.context;
  return runController(env.context, {
    name: 'kro-resourcegraphdefinitions',
    type: RGD,
    watches: [
      {
        type: GRAPH_REVISION,
        keysOf: revision => named(readSnapshot(revision).name),
      },
      {
        type: CRD,
        keysOf: crd => named(crd.metadata.labels?.[KRO_LABELS.definitionName]),
      },
    ],
    reconcile: ({ name }) => {
      const rgd = client.get({ ...RGD, name });
      if (!rgd) return {};
      if (rgd.metadata.deletionTimestamp) {
        cleanUp(env, rgd);
        return {};
      }
      return reconcileRgd(env, addFinalizer(client, rgd));
    },
  });
}

function named(name: string | undefined): Key[] {
  return name ? [{ name }] : [];
}

function cleanUp(env: RgdEnvironment, rgd: KubernetesObject): void {
  const { client } = env.context;
  env.instances.stop(rgd.metadata.name ?? '');
  if (env.flags.allowCrdDeletion) {
    const { group, kind } = fields(fields(rgd.spec).schema);
    const plural = pluralize(text(kind).toLocaleLowerCase('en'));
    deleteCrd(client, `${plural}.${text(group, 'kro.run')}`, rgd);
  }
  removeFinalizer(client, rgd);
}

/** What a reconcile leaves behind: the graph that is served, or the error that KRO tries again after. */
interface Outcome {
  graph?: Graph;
  keepGraphStatus?: boolean;
  lastIssuedRevision: number;
  requeueAfter?: number;
  error?: unknown;
}

function reconcileRgd(
  env: RgdEnvironment,
  rgd: KubernetesObject,
): { requeueAfter?: number } {
  const conditions = conditionSet(rgd, DEPENDENTS);
  const outcome = resolve(env, rgd, conditions);
  writeRgdStatus(env, rgd, conditions, outcome);
  if (outcome.error) throw outcome.error;
  return { requeueAfter: outcome.requeueAfter };
}

function resolve(
  env: RgdEnvironment,
  rgd: KubernetesObject,
  conditions: ConditionSet,
): Outcome {
  const { client } = env.context;
  const { name = '' } = rgd.metadata;
  const { live, terminating } = revisionsOf(client, rgd);
  adoptRevisions(client, rgd, live);
  const newest = live[live.length - 1];
  const newestNumber = newest ? readSnapshot(newest).revision : 0;
  const lastIssuedRevision = Math.max(
    count(fields(rgd.status).lastIssuedRevision),
    newestNumber,
  );
  const wait = (reason: string, message: string): Outcome => {
    conditions.set('GraphRevisionsResolved', 'Unknown', reason, message);
    return {
      keepGraphStatus: true,
      lastIssuedRevision,
      requeueAfter: env.flags.progressRequeueDelay,
    };
  };
  if (!newest && !terminating) env.registry.deleteAll(name);
  if (terminating) {
    return wait(
      'WaitingForGraphRevisionSettlement',
      'waiting for terminating graph revisions to settle',
    );
  }
  const entry = env.registry.get(name, newestNumber);
  if (newest && !entry) {
    return wait(
      'WaitingForGraphRevisionWarmup',
      'waiting for the latest graph revision to warm the in-memory registry',
    );
  }
  const hash = specHash(rgd.spec);
  if (entry?.specHash !== hash) {
    if (entry) markResolved(conditions, newestNumber);
    return issue(env, rgd, conditions, lastIssuedRevision, hash);
  }
  if (entry.state !== 'Active' || !entry.graph) {
    const message = `latest graph revision ${newestNumber} failed compilation`;
    conditions.set('GraphRevisionsResolved', 'False', 'Failed', message);
    conditions.set('GraphAccepted', 'False', 'InvalidResourceGraph', message);
    return { keepGraphStatus: true, lastIssuedRevision };
  }
  markResolved(conditions, newestNumber);
  markValid(conditions);
  const served = serve(env, rgd, conditions, entry.graph, newestNumber);
  dropOldRevisions(client, live, env.flags.maxGraphRevisions);
  return { ...served, lastIssuedRevision };
}

function issue(
  { context, flags }: RgdEnvironment,
  rgd: KubernetesObject,
  conditions: ConditionSet,
  lastIssuedRevision: number,
  hash: string,
): Outcome {
  try {
    compileGraph(context, flags, rgd.metadata.name ?? '', rgd.spec);
  } catch (error) {
    conditions.set(
      'GraphAccepted',
      'False',
      'InvalidResourceGraph',
      messageOf(error),
    );
    return { lastIssuedRevision, error };
  }
  markValid(conditions);
  const revision = lastIssuedRevision + 1;
  issueRevision(context.client, rgd, revision, hash);
  conditions.set(
    'GraphRevisionsResolved',
    'Unknown',
    'WaitingForGraphRevisionCompilation',
    `graph revision ${revision} issued and awaiting compilation`,
  );
  return { keepGraphStatus: true, lastIssuedRevision: revision };
}

/** Brings the CRD and the instance controller in line with the graph. */
function serve(
  env: RgdEnvironment,
  rgd: KubernetesObject,
  conditions: ConditionSet,
  graph: Graph,
  revision: number,
): Omit<Outcome, 'lastIssuedRevision'> {
  const allowBreaking =
    rgd.metadata.annotations?.[KRO_ANNOTATIONS.allowBreakingChanges] === 'true';
  try {
    const crd = ensureCrd(env.context.client, graph, rgd, allowBreaking);
    if (!isEstablished(crd)) {
      return { keepGraphStatus: true, requeueAfter: CRD_POLL_MS };
    }
  } catch (error) {
    conditions.set('KindReady', 'False', 'Failed', messageOf(error));
    return { graph, error };
  }
  conditions.set(
    'KindReady',
    'True',
    'Ready',
    `kind ${graph.kind} has been accepted and ready`,
  );
  env.instances.ensure(rgd, graph, revision);
  conditions.set('ControllerReady', 'True', 'Running', 'controller is running');
  return { graph };
}

function writeRgdStatus(
  { context: { client } }: RgdEnvironment,
  rgd: KubernetesObject,
  conditions: ConditionSet,
  { graph, keepGraphStatus, lastIssuedRevision }: Outcome,
): void {
  const active = conditions.isTrue(
    'GraphAccepted',
    'KindReady',
    'ControllerReady',
  );
  writeStatus(
    client,
    rgd,
    {
      ...(keepGraphStatus ? keptGraphStatus(rgd) : graphStatus(graph)),
      conditions: conditions.list(),
      lastIssuedRevision: lastIssuedRevision || undefined,
      state: active ? 'Active' : 'Inactive',
    },
    KRO_MANAGER.fieldManager,
  );
}

function keptGraphStatus(rgd: KubernetesObject): Fields {
  const { resources, topologicalOrder } = fields(rgd.status);
  return { resources, topologicalOrder };
}

function graphStatus(graph: Graph | undefined): Fields {
  const resources = graph ? resourcesInfo(graph) : [];
  return {
    resources: resources.length > 0 ? resources : undefined,
    topologicalOrder: graph?.topologicalOrder,
  };
}

function markResolved(conditions: ConditionSet, revision: number): void {
  conditions.set(
    'GraphRevisionsResolved',
    'True',
    'Resolved',
    `revision ${revision} compiled and active`,
  );
}

function markValid(conditions: ConditionSet): void {
  conditions.set(
    'GraphAccepted',
    'True',
    'Valid',
    'resource graph and schema are valid',
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
