import { ExpressionOutcome } from '../contract';
import { CompiledNode } from '../graph/compiledGraph';
import { KubernetesObject } from '../kubernetesObject';
import { Evaluation } from './evaluation';

/** Whether dependants of a node may go on, and why not. */
export interface Readiness {
  ready: boolean;
  /** Why it is not ready, as KRO words it. */
  cause?: string;
  /** Set when a readyWhen fails for good. */
  fatal?: string;
  /** How many wanted objects are not there. */
  missing: number;
  readyWhen: ExpressionOutcome[];
}

function missingObjects(
  { node }: CompiledNode,
  observed: KubernetesObject[],
  desired: KubernetesObject[],
): number {
  if (node.type === 'ExternalCollection') return 0;
  if (node.type === 'Collection') return desired.length - observed.length;
  return observed.length === 0 ? 1 : 0;
}

function missingCause(
  { node }: CompiledNode,
  observed: KubernetesObject[],
  desired: KubernetesObject[],
): string {
  return node.type === 'Collection'
    ? `node "${node.id}": collection not ready: observed ${observed.length} but desired ${desired.length} (waiting for readiness)`
    : `node "${node.id}": no observed state: waiting for readiness`;
}

/**
 * Evaluates a node's readyWhen on what is observed. An external collection is ready when empty; so is a
 * collection that wants nothing.
 */
export function checkReadiness(
  evaluation: Evaluation,
  node: CompiledNode,
  observed: KubernetesObject[],
  desired: KubernetesObject[],
): Readiness {
  const missing = Math.max(0, missingObjects(node, observed, desired));
  const readyWhen: ExpressionOutcome[] = [];
  const result: Readiness = { ready: missing === 0, missing, readyWhen };
  if (missing > 0) result.cause = missingCause(node, observed, desired);
  for (const object of observed) {
    for (const expression of node.readyWhen) {
      const { outcome, failure } = evaluation.ready(node, expression, object);
      readyWhen.push(outcome);
      const failed = `node "${node.node.id}": failed to evaluate readyWhen expression: "${expression.display}"`;
      if (failure?.kind === 'fatal') {
        result.ready = false;
        result.fatal ??= `${failed} (${failure.message})`;
      } else if (failure) {
        result.ready = false;
        result.cause ??= `${failed} (waiting for readiness)`;
      } else if (outcome.value === false) {
        result.ready = false;
        result.cause ??= `readyWhen condition evaluated to false: "${expression.display}" (waiting for readiness)`;
      }
    }
  }
  return result;
}
