import { useApi } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { EntityLink } from '../links/EntityLink';
import { WorkspaceLink } from '../links/WorkspaceLink';
import { CardList, ListCard } from '../list/CardList';
import { useLive } from '../live/useLive';
import { StateBadge } from '../state/StateBadge';
import { WorkspaceView } from './mine';
import { QuotaUse, readQuota } from './quota';
import styles from './Workspaces.module.css';

/** The quota of a workspace: what its ResourceQuota child has counted. */
function useQuota(instanceRef: string): QuotaUse[] | undefined {
  const api = useApi(kroApiRef);
  const live = useLive(
    useCallback(
      async (signal: AbortSignal) => {
        const { childList } = await api.getInstance(instanceRef, { signal });
        const quota = childList.find(({ kind }) => kind === 'ResourceQuota');
        if (!quota) {
          return [];
        }
        const { object } = await api.getChild(instanceRef, quota.key, {
          signal,
        });
        return readQuota(object);
      },
      [api, instanceRef],
    ),
    { instances: [instanceRef] },
  );
  return live.data ?? (live.error ? [] : undefined);
}

function Quota(props: { instanceRef: string }) {
  const quota = useQuota(props.instanceRef);
  if (!quota) {
    return <Skeleton width="100%" height={68} />;
  }
  return (
    <div className={styles.quota}>
      {quota.map(({ label, used, hard, share }) => (
        <div key={label} className={styles.bar}>
          <Text variant="body-small" color="secondary">
            {label} {used} of {hard}
          </Text>
          <meter
            className={styles.meter}
            min={0}
            max={1}
            high={0.85}
            value={share}
            aria-label={`${label} used: ${used} of ${hard}`}
          />
        </div>
      ))}
    </div>
  );
}

/** Workspaces with what is ready in them and how much of their quota is used. */
export function Workspaces(props: { items: WorkspaceView[] }) {
  return (
    <CardList label="Workspaces" form="grid">
      {props.items.map(({ instance, ready, total }) => (
        <ListCard
          key={instance.ref}
          name={
            <EntityLink entityRef={instance.entityRef} tab="kro" weight="bold">
              {instance.name}
            </EntityLink>
          }
          state={<StateBadge state={instance.health.state} />}
        >
          <Text as="p" variant="body-small" color="secondary">
            {total === 0 ? (
              'empty: order something into it'
            ) : (
              <>
                {ready} of {total} ready ·{' '}
                <WorkspaceLink name={instance.name} variant="body-small">
                  in the fleet
                </WorkspaceLink>
              </>
            )}
          </Text>
          <Quota instanceRef={instance.ref} />
        </ListCard>
      ))}
    </CardList>
  );
}
