import { Button, Flex, Text } from '@backstage/ui';
import { InstanceEvent } from '@mini-atlas/backstage-plugin-kro-common';
import { RiErrorWarningLine, RiInformationLine } from '@remixicon/react';
import { useState } from 'react';
import { MarkedList } from '../list/MarkedList';
import { Moment } from '../time/Moment';
import { GroupedEvent, groupEvents } from './groupEvents';
import { NodeLink } from './NodeLink';

function Subjects({ subjects }: Pick<GroupedEvent, 'subjects'>) {
  const [first, ...others] = subjects;
  return (
    <>
      <NodeLink child={first.child} variant="body-small">
        {first.subject}
      </NodeLink>
      {others.length > 0 && ` and ${others.length} more`}
    </>
  );
}

/** Events, newest first; what several objects say alike is said once. */
export function EventList(props: {
  events: InstanceEvent[];
  label: string;
  /** How many are shown before "Show all". */
  shown?: number;
}) {
  const { events, label, shown = 6 } = props;
  const [isWhole, setIsWhole] = useState(false);
  if (events.length === 0) {
    return (
      <Text as="p" color="secondary">
        No events. The cluster keeps them for an hour.
      </Text>
    );
  }
  const groups = groupEvents(events);
  const items = isWhole ? groups : groups.slice(0, shown);
  return (
    <Flex direction="column" align="start" gap="2">
      <MarkedList
        label={label}
        items={items.map(group => ({
          key: group.key,
          tone: group.type === 'Warning' ? 'warning' : 'neutral',
          icon:
            group.type === 'Warning' ? RiErrorWarningLine : RiInformationLine,
          iconLabel: group.type === 'Warning' ? 'Warning' : 'Information',
          text: group.message,
          meta: (
            <span
              title={group.subjects.map(({ subject }) => subject).join('\n')}
            >
              <Subjects subjects={group.subjects} /> · {group.reason}
              {group.count > 1 && ` · ${group.count} times`} ·{' '}
              <Moment at={group.at} />
            </span>
          ),
        }))}
      />
      {groups.length > shown && (
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={isWhole}
          onPress={() => setIsWhole(!isWhole)}
        >
          {isWhole ? 'Show fewer' : `Show all ${groups.length}`}
        </Button>
      )}
    </Flex>
  );
}
