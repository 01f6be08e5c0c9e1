import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';
import { Freshness } from '../frame/Freshness';
import { Problem } from '../frame/Problem';
import { InstanceView } from './InstanceView';
import styles from './InstanceView.module.css';
import { useInstance } from './useInstance';

function InstanceSkeleton() {
  return (
    <Flex direction="column" gap="4" aria-busy="true">
      <VisuallyHidden role="status">Loading the instance</VisuallyHidden>
      <Flex direction="column" gap="3">
        <Skeleton width="60%" height={28} />
        <Skeleton width="80%" height={36} />
      </Flex>
      <div className={styles.columns}>
        <div className={styles.wide}>
          <Skeleton width="100%" height={360} />
          <Skeleton width="100%" height={220} />
        </div>
        <div className={styles.side}>
          <Skeleton width="100%" height={300} />
          <Skeleton width="100%" height={180} />
        </div>
      </div>
    </Flex>
  );
}

/** An instance by its ref: loads, stays live, and says when it cannot. */
export function InstanceContent(props: { instanceRef: string }) {
  const live = useInstance(props.instanceRef);
  if (live.data) {
    return (
      <Flex direction="column" gap="4">
        <Freshness live={live} cluster={live.data.cluster} />
        <InstanceView instance={live.data} />
      </Flex>
    );
  }
  return live.error ? (
    <Problem error={live.error} what="the instance" onRetry={live.refresh} />
  ) : (
    <InstanceSkeleton />
  );
}
