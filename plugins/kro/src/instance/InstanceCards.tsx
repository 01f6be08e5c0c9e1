import { Text } from '@backstage/ui';
import { InstanceSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { EntityLink } from '../links/EntityLink';
import { CardList, ListCard } from '../list/CardList';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import { Moment } from '../time/Moment';

/** Instances as a list of cards: the fleet where it is narrow, and lists on other pages. */
export function InstanceCards(props: {
  items: InstanceSummary[];
  label: string;
}) {
  return (
    <CardList label={props.label}>
      {props.items.map(item => (
        <ListCard
          key={item.ref}
          name={
            <EntityLink entityRef={item.entityRef} tab="kro" weight="bold">
              {item.name}
            </EntityLink>
          }
          state={<StateBadge state={item.health.state} />}
        >
          {item.health.state !== 'ready' && (
            <Text as="p" variant="body-medium">
              <HealthSentence health={item.health} />
            </Text>
          )}
          <Text as="p" variant="body-small" color="secondary">
            {[
              item.abstractionTitle,
              item.workspace && `in ${item.workspace}`,
              `${item.children.ready} of ${item.children.total} children ready`,
            ]
              .filter(Boolean)
              .join(' · ')}
            {item.owner && (
              <>
                {' · '}
                <EntityLink entityRef={item.owner} variant="body-small" />
              </>
            )}
            {' · changed '}
            <Moment at={item.changedAt} />
          </Text>
        </ListCard>
      ))}
    </CardList>
  );
}
