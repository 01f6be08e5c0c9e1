import { Text } from '@backstage/ui';
import { InstanceEvent } from '@mini-atlas/backstage-plugin-kro-common';
import { RiErrorWarningLine, RiInformationLine } from '@remixicon/react';
import { Moment } from '../time/Moment';
import styles from './EventList.module.css';

/** Events, newest first. */
export function EventList(props: { events: InstanceEvent[]; label: string }) {
  const { events, label } = props;
  if (events.length === 0) {
    return (
      <Text as="p" color="secondary">
        No events. The cluster keeps them for an hour.
      </Text>
    );
  }
  const newestFirst = [...events].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at),
  );
  return (
    <ul className={styles.list} aria-label={label}>
      {newestFirst.map((event, index) => (
        <li key={index} className={styles.event}>
          <span className={styles.icon} data-type={event.type}>
            {event.type === 'Warning' ? (
              <RiErrorWarningLine size={16} aria-label="Warning" />
            ) : (
              <RiInformationLine size={16} aria-label="Information" />
            )}
          </span>
          <span className={styles.text}>
            <span className={styles.message}>{event.message}</span>
            <span className={styles.meta}>
              {event.subject} · {event.reason}
              {event.count > 1 && ` · ${event.count} times`} ·{' '}
              <Moment at={event.at} />
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
