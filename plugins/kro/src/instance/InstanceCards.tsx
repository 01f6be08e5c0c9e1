import { Box, Text } from '@backstage/ui';
import { InstanceSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { EntityLink } from '../links/EntityLink';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { Moment } from '../time/Moment';
import styles from './InstanceCards.module.css';

/** Instances as a list of cards: the fleet where it is narrow, and lists on other pages. */
export function InstanceCards(props: {
  items: InstanceSummary[];
  label: string;
}) {
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.items.map(item => (
        <Box as="li" bg="neutral" key={item.ref} className={styles.card}>
          <div className={styles.top}>
            <EntityLink entityRef={item.entityRef} tab="kro" weight="bold">
              {item.name}
            </EntityLink>
            <StateBadge state={item.health.state} />
          </div>
          <Text as="p" variant="body-small" color="secondary">
            {[
              item.abstractionTitle,
              item.workspace && `in ${item.workspace}`,
              `${item.children.ready} of ${item.children.total} children ready`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Text>
          {item.health.state !== 'ready' && (
            <Text as="p" variant="body-medium">
              <HealthSentence health={item.health} />
            </Text>
          )}
          <Text as="p" variant="body-small" color="secondary">
            {item.owner && (
              <>
                <EntityLink entityRef={item.owner} variant="body-small" />
                {' · '}
              </>
            )}
            changed <Moment at={item.changedAt} />
          </Text>
        </Box>
      ))}
    </ul>
  );
}
