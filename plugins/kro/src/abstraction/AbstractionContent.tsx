import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton } from '@backstage/ui';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { Freshness } from '../frame/Freshness';
import { Problem } from '../frame/Problem';
import { useLive } from '../live/useLive';
import { AbstractionView } from './AbstractionView';
import styles from './AbstractionView.module.css';

/** An abstraction by its name: loads, stays live, and says when it cannot. */
export function AbstractionContent(props: { name: string }) {
  const { name } = props;
  const api = useApi(kroApiRef);
  const live = useLive(
    useCallback(
      (signal: AbortSignal) => api.getAbstraction(name, { signal }),
      [api, name],
    ),
    { abstractions: [name] },
  );
  if (live.data) {
    return (
      <Flex direction="column" gap="4">
        <Freshness live={live} cluster={live.data.cluster} />
        <AbstractionView abstraction={live.data} />
      </Flex>
    );
  }
  return live.error ? (
    <Problem
      error={live.error}
      what={`the abstraction ${name}`}
      onRetry={live.refresh}
    />
  ) : (
    <Flex direction="column" gap="4" aria-busy="true">
      <Skeleton width="50%" height={64} />
      <div className={styles.columns}>
        <div className={styles.wide}>
          <Skeleton width="100%" height={320} />
          <Skeleton width="100%" height={300} />
        </div>
        <div className={styles.side}>
          <Skeleton width="100%" height={260} />
          <Skeleton width="100%" height={200} />
        </div>
      </div>
    </Flex>
  );
}
