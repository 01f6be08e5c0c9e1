import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { Child, InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { useState } from 'react';
import { CommandLine } from '../copy/CommandLine';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { ChildYaml } from './ChildYaml';
import { EventList } from './EventList';
import { PodsLink } from './PodsLink';

/** One child: how it is, its command line, events and YAML. */
export function ChildDetails(props: {
  instance: InstanceDetail;
  child: Child;
}) {
  const { instance, child } = props;
  const [isOpen, setIsOpen] = useState(false);
  const events = instance.events.filter(event => event.child === child.key);
  return (
    <Flex direction="column" gap="2">
      <Flex align="center" gap="2">
        <StateBadge state={child.health.state} />
        <Text as="h4" weight="bold">
          {child.kind} {child.name}
        </Text>
      </Flex>
      <Text as="p" variant="body-medium">
        <HealthSentence health={child.health} />
      </Text>
      <Text as="p" variant="body-small" color="secondary">
        {child.namespace
          ? `in namespace ${child.namespace}`
          : 'belongs to the whole cluster'}{' '}
        · {child.apiVersion}
        {child.health.reason && ` · reason ${child.health.reason}`}
      </Text>
      {child.pods && <PodsLink pods={child.pods} />}
      <CommandLine what="the command line">{child.kubectl}</CommandLine>
      {events.length > 0 && (
        <EventList
          events={events}
          shown={3}
          label={`Events of ${child.kind} ${child.name}`}
        />
      )}
      <Accordion isExpanded={isOpen} onExpandedChange={setIsOpen}>
        <AccordionTrigger title="YAML" />
        <AccordionPanel>
          {isOpen && <ChildYaml instanceRef={instance.ref} child={child} />}
        </AccordionPanel>
      </Accordion>
    </Flex>
  );
}
