import { Alert, Button } from '@backstage/ui';
import { ClusterStatus } from '@mini-atlas/backstage-plugin-kro-common';
import { Live } from '../live/useLive';
import { Moment } from '../time/Moment';

/** Says when what one sees may be old: the portal lost the cluster, or the browser lost the portal. Nothing otherwise. */
export function Freshness(props: {
  live: Pick<Live<unknown>, 'isStale' | 'lastUpdated' | 'error' | 'refresh'>;
  cluster?: ClusterStatus;
}) {
  const { live, cluster } = props;
  if (live.isStale && live.lastUpdated) {
    return (
      <Alert
        role="status"
        status="warning"
        icon
        title={
          <>
            Connection to the portal lost; this is how things were{' '}
            <Moment at={live.lastUpdated.toISOString()} />
          </>
        }
        description="It comes back by itself."
        customActions={
          <Button size="small" variant="secondary" onPress={live.refresh}>
            Try now
          </Button>
        }
      />
    );
  }
  if (cluster?.state === 'stale') {
    return (
      <Alert
        role="status"
        status="warning"
        icon
        title={
          <>
            The portal lost the cluster <Moment at={cluster.since} />; what you
            see may be old
          </>
        }
        description={
          cluster.message ?? 'It connects again by itself as soon as it can.'
        }
      />
    );
  }
  if (cluster?.state === 'starting') {
    return (
      <Alert
        role="status"
        status="info"
        icon
        title="The portal is still reading the cluster; this page fills up by itself"
        description={cluster.message}
      />
    );
  }
  return null;
}
