import { useApi } from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Flex, TablePagination } from '@backstage/ui';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useCallback, useDeferredValue, useMemo } from 'react';
import { kroApiRef } from '../api/kroApi';
import { Freshness } from '../frame/Freshness';
import { Nothing } from '../frame/Nothing';
import { Problem } from '../frame/Problem';
import { SkeletonRows } from '../frame/SkeletonRows';
import { useWidth } from '../frame/useWidth';
import { InstanceCards } from '../instance/InstanceCards';
import { useAddressQuery } from '../list/useAddressQuery';
import { usePage } from '../list/usePage';
import { useLive } from '../live/useLive';
import { abstractionsRouteRef } from '../routes';
import { FleetFilters } from './FleetFilters';
import { FleetTable } from './FleetTable';
import {
  FleetQuery,
  NO_FILTERS,
  readFleetQuery,
  writeFleetQuery,
} from './fleetQuery';
import { selectInstances } from './selectInstances';
import { StateStrip } from './StateStrip';

/** Below this width, in pixels, rows become cards. */
const NARROW = 700;

/** Why there are no rows, and what to do. `count`: how many there would be without filters. */
function NoRows(props: {
  count: number;
  onChange: (change: Partial<FleetQuery>) => void;
}) {
  const { count, onChange } = props;
  const toAbstractions = useRouteRef(abstractionsRouteRef);
  return count === 0 ? (
    <Nothing
      title="Nothing has been ordered yet"
      action={
        <ButtonLink href={toAbstractions()}>See what can be ordered</ButtonLink>
      }
    >
      As soon as an order is merged it appears here by itself.
    </Nothing>
  ) : (
    <Nothing
      title="Nothing matches"
      action={
        <Button variant="secondary" onPress={() => onChange(NO_FILTERS)}>
          Show all
        </Button>
      }
    >
      {`None of the ${count} instances fits search and filters.`}
    </Nothing>
  );
}

/** Everything one may see: search, facets, sort, all in the address; live. */
export function FleetPage() {
  const api = useApi(kroApiRef);
  const live = useLive(
    useCallback((signal: AbortSignal) => api.getInstances({ signal }), [api]),
    { instances: 'all' },
  );
  const [query, change] = useAddressQuery(readFleetQuery, writeFleetQuery);
  const [ref, width] = useWidth();
  const items = live.data?.items;
  // Typing stays fluent over thousands of rows: the list may lag a frame behind the field.
  const calm = useDeferredValue(query);
  const selection = useMemo(
    () => selectInstances(items ?? [], calm),
    [items, calm],
  );

  const { shown, pagination } = usePage(selection.rows, calm, change);
  const rows = items && shown;
  const isEmpty = rows?.length === 0;
  const isNarrow = width !== undefined && width < NARROW;

  if (!live.data && live.error) {
    return (
      <Problem error={live.error} what="the fleet" onRetry={live.refresh} />
    );
  }
  return (
    <Flex direction="column" gap="4" ref={ref}>
      <Freshness live={live} cluster={live.data?.cluster} />
      <StateStrip
        counts={items && selection.states}
        selected={query.states}
        onChange={states => change({ states })}
      />
      <FleetFilters query={query} selection={selection} onChange={change} />
      {isEmpty && <NoRows count={items?.length ?? 0} onChange={change} />}
      {!isEmpty && isNarrow && !rows && (
        <SkeletonRows rows={6} height={96} what="the fleet" />
      )}
      {!isEmpty && isNarrow && rows && (
        <>
          <InstanceCards items={rows} label="Fleet" />
          <TablePagination {...pagination} />
        </>
      )}
      {!isEmpty && !isNarrow && (
        <FleetTable
          rows={rows}
          sort={calm.sort}
          descending={calm.descending}
          pagination={pagination}
          onChange={change}
        />
      )}
    </Flex>
  );
}
