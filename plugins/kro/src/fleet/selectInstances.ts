import {
  HealthState,
  InstanceSummary,
} from '@mini-atlas/backstage-plugin-kro-common';
import { STATE_ORDER } from '../state/states';
import { FleetQuery, SortKey } from './fleetQuery';

/** One choice of a facet. */
export interface Choice {
  value: string;
  label: string;
  count: number;
}

/** What the fleet page shows of all instances. */
export interface Selection {
  /** All that match, sorted. */
  rows: InstanceSummary[];
  /** How many are in each state, were the state filter off. */
  states: Map<HealthState, number>;
  /** Choices with counts, each were its own filter off. */
  abstractions: Choice[];
  workspaces: Choice[];
}

function matchesSearch(item: InstanceSummary, words: string[]): boolean {
  if (words.length === 0) {
    return true;
  }
  const text = [
    item.name,
    item.namespace,
    item.kind,
    item.abstractionTitle,
    item.workspace,
    item.owner,
    item.health.sentence,
    item.health.reason,
  ]
    .join(' ')
    .toLowerCase();
  return words.every(word => text.includes(word));
}

const SORT_VALUES: Record<SortKey, (item: InstanceSummary) => string | number> =
  {
    name: item => item.name,
    abstraction: item => item.abstractionTitle,
    workspace: item => item.workspace ?? '',
    owner: item => item.owner ?? '',
    state: item => STATE_ORDER.indexOf(item.health.state),
    children: item =>
      item.children.total ? item.children.ready / item.children.total : 1,
    // Younger first when ascending: age grows as the time of creation shrinks.
    age: item => -Date.parse(item.createdAt),
    changed: item => -Date.parse(item.changedAt),
  };

function compare(a: string | number, b: string | number): number {
  if (typeof a === 'number' && typeof b === 'number') {
    return a - b;
  }
  return String(a) < String(b) ? -1 : Number(String(a) > String(b));
}

function sorted(
  items: InstanceSummary[],
  query: Pick<FleetQuery, 'sort' | 'descending'>,
): InstanceSummary[] {
  const valueOf = SORT_VALUES[query.sort];
  const sign = query.descending ? -1 : 1;
  return [...items].sort(
    (a, b) =>
      sign * compare(valueOf(a), valueOf(b)) ||
      compare(a.name, b.name) ||
      compare(a.ref, b.ref),
  );
}

function choices(
  items: InstanceSummary[],
  selected: string[],
  valueOf: (item: InstanceSummary) => string,
  labelOf: (item: InstanceSummary) => string,
): Choice[] {
  const found = new Map<string, Choice>(
    selected.map(value => [value, { value, label: value, count: 0 }]),
  );
  for (const item of items) {
    const value = valueOf(item);
    const count = (found.get(value)?.count ?? 0) + 1;
    found.set(value, { value, label: labelOf(item), count });
  }
  return [...found.values()].sort((a, b) => compare(a.label, b.label));
}

/** Filters, counts and sorts the fleet. */
export function selectInstances(
  items: InstanceSummary[],
  query: FleetQuery,
): Selection {
  const words = query.search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = items.filter(item => matchesSearch(item, words));
  const inStates = (item: InstanceSummary) =>
    query.states.length === 0 || query.states.includes(item.health.state);
  const inAbstractions = (item: InstanceSummary) =>
    query.abstractions.length === 0 ||
    query.abstractions.includes(item.abstraction);
  const inWorkspaces = (item: InstanceSummary) =>
    query.workspaces.length === 0 ||
    query.workspaces.includes(item.workspace ?? '');

  const states = new Map<HealthState, number>();
  for (const item of found) {
    if (inAbstractions(item) && inWorkspaces(item)) {
      const { state } = item.health;
      states.set(state, (states.get(state) ?? 0) + 1);
    }
  }
  return {
    rows: sorted(
      found.filter(
        item => inStates(item) && inAbstractions(item) && inWorkspaces(item),
      ),
      query,
    ),
    states,
    abstractions: choices(
      found.filter(item => inStates(item) && inWorkspaces(item)),
      query.abstractions,
      item => item.abstraction,
      item => item.abstractionTitle,
    ),
    workspaces: choices(
      found.filter(item => inStates(item) && inAbstractions(item)),
      query.workspaces,
      item => item.workspace ?? '',
      item => item.workspace ?? 'no workspace',
    ),
  };
}
