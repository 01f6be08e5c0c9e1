import { HealthState } from '@mini-atlas/backstage-plugin-kro-common';
import { Paging, readPaging, writePaging } from '../list/paging';
import { STATE_ORDER } from '../state/states';

/** The columns one can sort by. */
export const SORT_KEYS = [
  'name',
  'abstraction',
  'workspace',
  'owner',
  'state',
  'children',
  'age',
  'changed',
] as const;

/** A column one can sort by. */
export type SortKey = (typeof SORT_KEYS)[number];

/** What the fleet page shows; all of it stands in the address. */
export interface FleetQuery extends Paging {
  search: string;
  states: HealthState[];
  abstractions: string[];
  /** Names of workspaces; `''` stands for "none". */
  workspaces: string[];
  sort: SortKey;
  descending: boolean;
}

/** Takes all filters off. */
export const NO_FILTERS: Partial<FleetQuery> = {
  search: '',
  states: [],
  abstractions: [],
  workspaces: [],
};

function oneOf<T extends string>(allowed: readonly T[], text: string): T[] {
  return allowed.filter(value => value === text);
}

/** Reads the query from the address. What it does not know it leaves out. */
export function readFleetQuery(params: URLSearchParams): FleetQuery {
  const sort = params.get('sort') ?? 'name';
  return {
    search: params.get('q') ?? '',
    states: params.getAll('state').flatMap(text => oneOf(STATE_ORDER, text)),
    abstractions: params.getAll('abstraction'),
    workspaces: params.getAll('workspace'),
    sort: oneOf(SORT_KEYS, sort.replace(/^-/, ''))[0] ?? 'name',
    descending: sort.startsWith('-'),
    ...readPaging(params),
  };
}

/** Writes the query for the address; defaults are left out. */
export function writeFleetQuery(query: FleetQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.search) {
    params.set('q', query.search);
  }
  query.states.forEach(state => params.append('state', state));
  query.abstractions.forEach(name => params.append('abstraction', name));
  query.workspaces.forEach(name => params.append('workspace', name));
  if (query.sort !== 'name' || query.descending) {
    params.set('sort', `${query.descending ? '-' : ''}${query.sort}`);
  }
  writePaging(params, query);
  return params;
}
