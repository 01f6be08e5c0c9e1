import { Flex, Text } from '@backstage/ui';
import {
  ChangeSummary,
  InstanceDetail,
} from '@mini-atlas/backstage-plugin-kro-common';
import { useState } from 'react';
import { Problem } from '../frame/Problem';
import { SkeletonRows } from '../frame/SkeletonRows';
import { Causes } from '../instance/Causes';
import { ChildrenTable } from '../instance/ChildrenTable';
import { EntityLink } from '../links/EntityLink';
import { useEntityExists } from '../links/useEntityExists';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { NoChildren } from './NoChildren';
import { useInstanceIfThere } from './useInstanceIfThere';

/** A link to the instance's page from the moment there is one. */
function InstanceName(props: { entityRef: string; name: string }) {
  return useEntityExists(props.entityRef) ? (
    <EntityLink entityRef={props.entityRef} tab="kro" weight="bold">
      {props.name}
    </EntityLink>
  ) : (
    <Text weight="bold">{props.name}</Text>
  );
}

function StateAndChildren(props: { instance: InstanceDetail }) {
  const { instance } = props;
  const [node, setNode] = useState<string>();
  return (
    <Flex direction="column" gap="3">
      <Flex align="center" gap="2">
        <StateBadge state={instance.health.state} />
        <Text as="p">
          <InstanceName entityRef={instance.entityRef} name={instance.name} />
          {' – '}
          <HealthSentence health={instance.health} />
        </Text>
      </Flex>
      <Causes
        causes={instance.causes}
        onSelect={key =>
          setNode(instance.childList.find(child => child.key === key)?.nodeId)
        }
      />
      <ChildrenTable
        items={instance.childList}
        selectedNode={node}
        onSelect={setNode}
      />
    </Flex>
  );
}

/** What became of the instance that a change creates or edits: its state and children. */
export function ChangeChildren(props: {
  change: ChangeSummary;
  instanceRef: string;
}) {
  const live = useInstanceIfThere(props.instanceRef);
  if (live.data) {
    return live.data.instance ? (
      <StateAndChildren instance={live.data.instance} />
    ) : (
      <NoChildren change={props.change} />
    );
  }
  return live.error ? (
    <Problem error={live.error} what="the instance" onRetry={live.refresh} />
  ) : (
    <SkeletonRows rows={3} what="the children" />
  );
}
