import { useRouteRef } from '@backstage/core-plugin-api';
import {
  ButtonLink,
  Flex,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { useSearchParams } from 'react-router-dom';
import { Freshness } from '../frame/Freshness';
import { Nothing } from '../frame/Nothing';
import { Problem } from '../frame/Problem';
import { SkeletonRows } from '../frame/SkeletonRows';
import { abstractionsRouteRef } from '../routes';
import { ChangeRows } from './ChangeRows';
import styles from './ChangesPage.module.css';
import { useChanges } from './useChanges';

const FILTERS: {
  id: string;
  label: string;
  matches: (change: ChangeSummary) => boolean;
}[] = [
  { id: 'all', label: 'All', matches: () => true },
  {
    id: 'open',
    label: 'Waiting for merge',
    matches: change => change.state === 'open',
  },
  {
    id: 'underway',
    label: 'On their way',
    matches: change =>
      change.state === 'merged' &&
      change.stages.some(({ state }) => state !== 'done'),
  },
  {
    id: 'done',
    label: 'Done',
    matches: change =>
      change.state === 'closed' ||
      change.stages.every(({ state }) => state === 'done'),
  },
];

/** All changes: what waits for merge, what is on its way, what is done. */
export function ChangesPage() {
  const live = useChanges();
  const toAbstractions = useRouteRef(abstractionsRouteRef);
  const [params, setParams] = useSearchParams();
  const filter =
    FILTERS.find(({ id }) => id === params.get('show')) ?? FILTERS[0];
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
  const shown = items.filter(filter.matches);
  return (
    <Flex direction="column" gap="4">
      <Freshness live={live} />
      <ToggleButtonGroup
        className={styles.filters}
        aria-label="Show changes"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[filter.id]}
        onSelectionChange={keys => {
          const [id] = [...keys].map(String);
          setParams(id === 'all' ? {} : { show: id }, { replace: true });
        }}
      >
        {FILTERS.map(({ id, label, matches }) => (
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
    </Flex>
  );
}
