import {
  ANNOTATION_OWNER,
  EditRequest,
  isJsonObject,
  mergePatch,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  defaultInstance,
  Graph,
  JsonObject,
  KubernetesObject,
} from '@mini-atlas/kro';
import { KroCluster, SpecProblem } from '../kroCluster';
import { InvalidFieldError } from '../present/invalidFieldError';
import { checkOwner } from '../present/orderFields';
import { DeliveredDocument, readDelivered } from './deliveredDocument';
import { DeliveryTarget } from './deliveryTarget';
import { documentText } from './documentText';
import { patchSpec } from './editDocument';
import { transitionProblems } from './transitionProblems';

/** What an edit makes of the file of an instance. */
export interface InstanceEdit {
  before: KubernetesObject;
  after: KubernetesObject;
  /** The file's new text; the old one when nothing changed. */
  text: string;
  changed: boolean;
  /** What the edit breaks of the abstraction's rules. */
  problems: SpecProblem[];
  /** What was broken in Git before, and still is. */
  oldProblems: SpecProblem[];
}

/** The spec as the cluster has it once the manifest is applied: with the abstraction's defaults. */
export function effectiveSpec(
  graph: Graph,
  manifest: KubernetesObject,
): JsonObject {
  const { spec } = defaultInstance(graph, {
    ...manifest,
    spec: isJsonObject(manifest.spec) ? manifest.spec : {},
  });
  return isJsonObject(spec) ? spec : {};
}

/**
 * Edits the file of an instance: what is named changes, everything else stays as it is written.
 *
 * @throws InvalidFieldError when the file is not that of the instance, or the owner is none.
 */
export function editInstance(
  cluster: KroCluster,
  target: DeliveryTarget,
  text: string | undefined,
  { owner, spec = {} }: Omit<EditRequest, 'instance'>,
): InstanceEdit {
  const graph = graphOf(cluster, target);
  const delivered = readDelivered(target, text);
  const before = delivered.manifest;
  const wanted = { ...before, spec: mergePatch(before.spec, spec) };
  patchSpec(delivered.document, spec, {
    before: effectiveSpec(graph, before),
    after: effectiveSpec(graph, wanted),
  });
  if (owner !== undefined) writeOwner(delivered, checkOwner(owner));

  const original = text ?? '';
  const { manifest: after } = readDelivered(
    target,
    documentText(delivered.document, original),
  );
  const changed = JSON.stringify(before) !== JSON.stringify(after);
  return {
    before,
    after,
    changed,
    text: changed ? documentText(delivered.document, original) : original,
    ...judge(cluster, graph, target, { before, after }),
  };
}

/**
 * An edit that is written already, such as that of a pull request: from the file's one text to the other.
 *
 * @throws InvalidFieldError when one of them is not the file of the instance.
 */
export function writtenEdit(
  cluster: KroCluster,
  target: DeliveryTarget,
  text: string | undefined,
  written: string | undefined,
): InstanceEdit {
  const { manifest: before } = readDelivered(target, text);
  const { manifest: after } = readDelivered(target, written);
  return {
    before,
    after,
    text: written ?? '',
    changed: JSON.stringify(before) !== JSON.stringify(after),
    ...judge(cluster, graphOf(cluster, target), target, { before, after }),
  };
}

/** The graph of the target's abstraction. Throws `InvalidFieldError` when the cluster does not serve it. */
export function graphOf(
  cluster: KroCluster,
  { ref, abstraction }: DeliveryTarget,
): Graph {
  const graph = cluster.graph(abstraction.name);
  if (graph) return graph;
  throw new InvalidFieldError(
    'instance',
    `instance is "${ref}": the cluster does not serve its abstraction ${abstraction.name} now`,
  );
}

function writeOwner(
  { document, manifest }: DeliveredDocument,
  owner: string,
): void {
  if (manifest.metadata.annotations?.[ANNOTATION_OWNER] === owner) return;
  document.setIn(['metadata', 'annotations', ANNOTATION_OWNER], owner);
}

function judge(
  cluster: KroCluster,
  graph: Graph,
  { ref }: DeliveryTarget,
  { before, after }: { before: KubernetesObject; after: KubernetesObject },
): Pick<InstanceEdit, 'problems' | 'oldProblems'> {
  const broken = new Set(
    cluster.specProblems(before).map(({ message }) => message),
  );
  const found = cluster.specProblems(after);
  const problems = found.filter(({ message }) => !broken.has(message));
  if (found.length > 0) {
    return {
      problems,
      oldProblems: found.filter(({ message }) => broken.has(message)),
    };
  }
  // The API server compares with what lives; Git is what people see. Neither may be broken.
  const live = cluster.instanceObject(ref);
  const transitions = [before, ...(live ? [live] : [])].flatMap(old =>
    transitionProblems(graph, old, after),
  );
  const byField = new Map(
    [...transitions].reverse().map(problem => [problem.field, problem]),
  );
  return { problems: [...byField.values()], oldProblems: [] };
}
