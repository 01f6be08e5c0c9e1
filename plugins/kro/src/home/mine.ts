import {
  AbstractionSummary,
  ChangeSummary,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { STATE_ORDER } from '../state/states';
import { Me } from './useMe';

/** A workspace with what lives in it. */
export interface WorkspaceView {
  instance: InstanceSummary;
  /** Instances in it that are ready, and all of them. */
  ready: number;
  total: number;
}

/** What the home page shows. */
export interface Mine {
  /** False when nothing is owned by this person: then everybody's is shown. */
  isMine: boolean;
  workspaces: WorkspaceView[];
  attention: InstanceSummary[];
}

/** States that a person should look at. */
const NEEDS_ATTENTION = new Set(['failed', 'waiting', 'unknown']);

/**
 * Chooses what is mine: what I or my groups own. Workspaces are the instances that become a System
 * in the catalog. Somebody who owns nothing sees everybody's, and is told so.
 */
export function chooseMine(
  instances: InstanceSummary[],
  abstractions: AbstractionSummary[],
  me: Me,
): Mine {
  const owned = instances.filter(({ owner }) => me.owns(owner));
  const isMine = owned.length > 0;
  const shown = isMine ? owned : instances;
  const systems = new Set(
    abstractions
      .filter(({ catalogKind }) => catalogKind.toLowerCase() === 'system')
      .map(({ name }) => name),
  );
  return {
    isMine,
    attention: shown
      .filter(({ health }) => NEEDS_ATTENTION.has(health.state))
      .sort(
        (a, b) =>
          STATE_ORDER.indexOf(a.health.state) -
          STATE_ORDER.indexOf(b.health.state),
      ),
    workspaces: shown
      .filter(({ abstraction }) => systems.has(abstraction))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(instance => {
        const inside = instances.filter(
          other =>
            other.workspace === instance.name && other.ref !== instance.ref,
        );
        return {
          instance,
          ready: inside.filter(({ health }) => health.state === 'ready').length,
          total: inside.length,
        };
      }),
  };
}

/** The changes that wait for merge: those I ordered, or everybody's when I ordered none. */
export function waitingForMerge(
  changes: ChangeSummary[],
  me: Me,
): { isMine: boolean; items: ChangeSummary[] } {
  const open = changes.filter(({ state }) => state === 'open');
  const mine = open.filter(({ orderedBy }) => me.owns(orderedBy));
  return mine.length > 0
    ? { isMine: true, items: mine }
    : { isMine: false, items: open };
}
