import { useRouteRef } from '@backstage/core-plugin-api';
import {
  ButtonLink,
  Flex,
  TablePagination,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { useMemo } from 'react';
import { Freshness } from '../frame/Freshness';
import { Nothing } from '../frame/Nothing';
import { Problem } from '../frame/Problem';
import { SkeletonRows } from '../frame/SkeletonRows';
import { PAGE_SIZES } from '../list/paging';
import { useAddressQuery } from '../list/useAddressQuery';
import { usePage } from '../list/usePage';
import { abstractionsRouteRef } from '../routes';
import { ChangeRows } from './ChangeRows';
import styles from './ChangesPage.module.css';
import {
  CHANGE_FILTERS,
  readChangesQuery,
  writeChangesQuery,
} from './changesQuery';
import { useChanges } from './useChanges';

/** The choice, and as much of what it leaves as fits on a page. */
function ChosenChanges(props: { items: ChangeSummary[] }) {
  const { items } = props;
  const [query, change] = useAddressQuery(readChangesQuery, writeChangesQuery);
  const { filter } = query;
  const chosen = useMemo(() => items.filter(filter.matches), [items, filter]);
  const { shown, pagination } = usePage(chosen, query, change);
  return (
    <>
      <ToggleButtonGroup
        className={styles.filters}
        aria-label="Show changes"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter.id]}
        onSelectionChange={keys =>
          change({
            filter: CHANGE_FILTERS.find(({ id }) => keys.has(id)) ?? filter,
          })
        }
      >
        {CHANGE_FILTERS.map(({ id, label, matches }) => (
          <ToggleButton key={id} id={id} size="small">
            {`${label} (${items.filter(matches).length})`}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {shown.length > 0 ? (
        <ChangeRows items={shown} label="Changes" />
      ) : (
        <Nothing title="None of these at the moment" />
      )}
      {chosen.length > PAGE_SIZES[0] && <TablePagination {...pagination} />}
    </>
  );
}

/** All changes: what waits for merge, what is on its way, what is done. */
export function ChangesPage() {
  const live = useChanges();
  const toAbstractions = useRouteRef(abstractionsRouteRef);
  const items = live.data?.items;
  if (!items) {
    return live.error ? (
      <Problem error={live.error} what="the changes" onRetry={live.refresh} />
    ) : (
      <SkeletonRows rows={5} height={92} what="the changes" />
    );
  }
  if (items.length === 0) {
    return (
      <Nothing
        title="No change has been proposed yet"
        action={
          <ButtonLink href={toAbstractions()}>Order something</ButtonLink>
        }
      >
        An order becomes a pull request; from then on it is followed here until
        it is ready.
      </Nothing>
    );
  }
  return (
    <Flex direction="column" gap="4">
      <Freshness live={live} />
      <ChosenChanges items={items} />
    </Flex>
  );
}
