import { useApi } from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/core-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { Problem } from '../frame/Problem';
import { SkeletonRows } from '../frame/SkeletonRows';
import { InstanceCards } from '../instance/InstanceCards';
import { useLive } from '../live/useLive';
import { rootRouteRef } from '../routes';
import { STATE_ORDER } from '../state/states';

const SHOWN = 5;

/** The instances of an abstraction, what needs attention first; the rest is a click away in the fleet. */
export function AbstractionInstances(props: { name: string }) {
  const { name } = props;
  const api = useApi(kroApiRef);
  const toFleet = useRouteRef(rootRouteRef);
  const live = useLive(
    useCallback((signal: AbortSignal) => api.getInstances({ signal }), [api]),
    { instances: 'all' },
  );
  if (!live.data) {
    return live.error ? (
      <Problem error={live.error} what="the instances" onRetry={live.refresh} />
    ) : (
      <SkeletonRows rows={3} height={88} what="the instances" />
    );
  }
  const items = live.data.items
    .filter(({ abstraction }) => abstraction === name)
    .sort(
      (a, b) =>
        STATE_ORDER.indexOf(a.health.state) -
        STATE_ORDER.indexOf(b.health.state),
    );
  if (items.length === 0) {
    return (
      <Text as="p" color="secondary">
        None yet.
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="2">
      <InstanceCards items={items.slice(0, SHOWN)} label="Instances" />
      {items.length > SHOWN && (
        <Link
          href={`${toFleet()}?${new URLSearchParams({ abstraction: name })}`}
        >
          {`All ${items.length} in the fleet`}
        </Link>
      )}
    </Flex>
  );
}
