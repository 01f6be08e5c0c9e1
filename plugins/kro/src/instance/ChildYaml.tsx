import { useApi } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { Child } from '@mini-atlas/backstage-plugin-kro-common';
import { useCallback } from 'react';
import { kroApiRef } from '../api/kroApi';
import { CodeView } from '../code/CodeView';
import { toYaml } from '../code/toYaml';
import { Problem } from '../frame/Problem';
import { useLive } from '../live/useLive';

function LoadedYaml(props: { instanceRef: string; child: Child }) {
  const { instanceRef, child } = props;
  const { key } = child;
  const api = useApi(kroApiRef);
  const live = useLive(
    useCallback(
      (signal: AbortSignal) => api.getChild(instanceRef, key, { signal }),
      [api, instanceRef, key],
    ),
    { instances: [instanceRef] },
  );
  if (live.data) {
    return (
      <CodeView
        text={toYaml(live.data.object)}
        label={`YAML of ${child.kind} ${child.name}`}
        maxHeight={360}
      />
    );
  }
  if (live.error) {
    return (
      <Problem
        error={live.error}
        what={`the ${child.kind} ${child.name}`}
        onRetry={live.refresh}
      />
    );
  }
  return <Skeleton width="100%" height={240} />;
}

/** A child as it stands in the cluster. Secrets are named, never read. */
export function ChildYaml(props: { instanceRef: string; child: Child }) {
  const { child } = props;
  return child.hidden ? (
    <Text as="p" color="secondary">
      The portal does not read Secrets: it knows that {child.name} is there, not
      what is in it.
    </Text>
  ) : (
    <LoadedYaml {...props} />
  );
}
