import { Flex, Text } from '@backstage/ui';
import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { useState } from 'react';
import { Problem } from '../frame/Problem';
import { SkeletonRows } from '../frame/SkeletonRows';
import { ChildrenTable } from '../instance/ChildrenTable';
import { NoChildren } from './NoChildren';
import { useRemoval } from './useRemoval';

/** What a removal takes away, until it is gone. */
export function RemovedChildren(props: {
  change: ChangeSummary;
  instanceRef: string;
}) {
  const live = useRemoval(props.instanceRef);
  const [node, setNode] = useState<string>();
  if (live.data) {
    return live.data.live ? (
      <Flex direction="column" gap="3">
        <Text as="p">
          All of this goes, in reverse order, and with it what is stored in it.
        </Text>
        <ChildrenTable
          items={live.data.children}
          selectedNode={node}
          onSelect={setNode}
        />
      </Flex>
    ) : (
      <NoChildren change={props.change} />
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
