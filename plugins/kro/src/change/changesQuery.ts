import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { Paging, readPaging, writePaging } from '../list/paging';
import { isOver } from './stageWords';

/** A choice of changes that one can ask for. */
export interface ChangeFilter {
  id: string;
  label: string;
  matches: (change: ChangeSummary) => boolean;
}

/** The choices; the first one is shown when the address names none. */
export const CHANGE_FILTERS: ChangeFilter[] = [
  { id: 'all', label: 'All', matches: () => true },
  {
    id: 'open',
    label: 'Waiting for merge',
    matches: change => change.state === 'open',
  },
  {
    id: 'underway',
    label: 'On their way',
    matches: change => change.state === 'merged' && !isOver(change),
  },
  {
    id: 'done',
    label: 'Done',
    matches: isOver,
  },
];

/** What the page of all changes shows; all of it stands in the address. */
export interface ChangesQuery extends Paging {
  filter: ChangeFilter;
}

/** Reads the query from the address. What it does not know it leaves out. */
export function readChangesQuery(params: URLSearchParams): ChangesQuery {
  const filter =
    CHANGE_FILTERS.find(({ id }) => id === params.get('show')) ??
    CHANGE_FILTERS[0];
  return { filter, ...readPaging(params) };
}

/** Writes the query for the address; defaults are left out. */
export function writeChangesQuery(query: ChangesQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (query.filter !== CHANGE_FILTERS[0]) {
    params.set('show', query.filter.id);
  }
  writePaging(params, query);
  return params;
}
