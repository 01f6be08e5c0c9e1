import { Flex, Text } from '@backstage/ui';
import { Problem } from '../frame/Problem';
import { SkeletonRows } from '../frame/SkeletonRows';
import { Causes } from '../instance/Causes';
import { ChildrenTable } from '../instance/ChildrenTable';
import { useInstance } from '../instance/useInstance';
import { EntityLink } from '../links/EntityLink';
import { useEntityExists } from '../links/useEntityExists';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { ResponseError } from '@backstage/errors';
import { useState } from 'react';

type Action = 'create' | 'edit' | 'remove';

/** Stands where the children would, as long as there is no instance. */
export function NoChildren({ action }: { action: Action }) {
  return (
    <Text as="p" color="secondary">
      {action === 'remove'
        ? 'It is gone, with all its children.'
        : 'It is not in the cluster yet. Its children appear here as soon as the change is applied.'}
    </Text>
  );
}

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

/** The instance that a change is about, which exists: its state and children. */
export function ChangeChildren(props: { instanceRef: string; action: Action }) {
  const live = useInstance(props.instanceRef);
  const [node, setNode] = useState<string>();
  const instance = live.data;
  if (
    live.error instanceof ResponseError &&
    live.error.response.status === 404
  ) {
    return <NoChildren action={props.action} />;
  }
  if (!instance) {
    return live.error ? (
      <Problem error={live.error} what="the instance" onRetry={live.refresh} />
    ) : (
      <SkeletonRows rows={3} what="the children" />
    );
  }
  return (
    <Flex direction="column" gap="3">
      {props.action === 'remove' && (
        <Text as="p">
          All of this goes, in reverse order, and with it what is stored in it.
        </Text>
      )}
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
