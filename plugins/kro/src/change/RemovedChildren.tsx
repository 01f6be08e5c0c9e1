import { Flex, Text } from '@backstage/ui';
import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { useState } from 'react';
import { Problem } from '../frame/Problem';
import { SkeletonRows } from '../frame/SkeletonRows';
import { EntityLink } from '../links/EntityLink';
import { ChildrenTable } from '../instance/ChildrenTable';
import { NoChildren } from './NoChildren';
import { useRemoval } from './useRemoval';

/** What a removal takes away, until it is gone. */
export function RemovedChildren(props: {
  change: ChangeSummary;
  instanceRef: string;
}) {
  const { change, instanceRef } = props;
  const live = useRemoval(instanceRef);
  const [node, setNode] = useState<string>();
  if (live.data) {
    return live.data.live ? (
      <Flex direction="column" gap="3">
        <Text as="p">
          With{' '}
          {change.entityRef ? (
            <EntityLink entityRef={change.entityRef} tab="kro" weight="bold">
              {live.data.name}
            </EntityLink>
          ) : (
            live.data.name
          )}{' '}
          goes all of this, in reverse order, and with it what is stored in it.
        </Text>
        <ChildrenTable
          items={live.data.children}
          selectedNode={node}
          onSelect={setNode}
        />
      </Flex>
    ) : (
      <NoChildren change={change} />
    );
  }
  return live.error ? (
    <Problem
      error={live.error}
      what="what will be gone"
      onRetry={live.refresh}
    />
  ) : (
    <SkeletonRows rows={3} what="what will be gone" />
  );
}
