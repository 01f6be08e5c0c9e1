import { CauseStep, Health } from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { ChildCounts } from './instanceRules';
import { ChildView, NodeEvaluation, worstOf } from './nodeViews';
import { subjectOf } from './objectFields';

/** What the walk to the root cause starts from. */
export interface CauseEvidence {
  instance: KubernetesObject;
  /** How the instance is by its own account. */
  verdict: Health;
  nodes: NodeEvaluation[];
  strays: ChildView[];
  counts: ChildCounts;
}

const MOST_LINES = 3;

function line(subject: string, health: Health, child?: string): CauseStep {
  return {
    subject,
    sentence: health.sentence,
    ...(health.reason ? { reason: health.reason } : {}),
    ...(child ? { child } : {}),
  };
}

function nodeLine({ view }: NodeEvaluation): CauseStep {
  return { ...line(`${view.kind} (${view.id})`, view.health), node: view.id };
}

/** A child that fails, else a node that can never be, else a child on its way, else a node that waits. */
function culprit({ nodes, strays }: CauseEvidence): CauseStep[] {
  const children = [...nodes.flatMap(node => node.children), ...strays];
  const worst = worstOf(
    children
      .filter(({ causes }) => causes.length > 0)
      .map(view => ({ ...view, health: view.child.health })),
  );
  const broken = nodes.find(({ view }) => view.health.state === 'failed');
  if (worst?.health.state !== 'failed' && broken && !broken.children.length) {
    return [nodeLine(broken)];
  }
  if (worst) return worst.causes;
  const open = nodes.find(({ view }) =>
    ['waiting', 'progressing'].includes(view.health.state),
  );
  return open ? [nodeLine(open)] : [];
}

/**
 * Walks from an instance that is not ready to what is wrong: the instance, the child, and the condition, event or pod
 * behind it. At most three lines. An error that KRO itself reports is the cause unless a child says more.
 */
export function rootCauseOf(evidence: CauseEvidence): CauseStep[] {
  const { instance, verdict, counts } = evidence;
  const own = line(subjectOf(instance), verdict);
  if (['deleting', 'waiting'].includes(verdict.state)) return [own];
  const behind = culprit(evidence);
  if (behind.length === 0) return [own];
  if (verdict.state === 'failed') {
    return [...behind, own].slice(-MOST_LINES);
  }
  const summary = {
    ...own,
    sentence: `${counts.ready} of ${counts.total} children ready`,
  };
  return [summary, ...behind].slice(0, MOST_LINES);
}
