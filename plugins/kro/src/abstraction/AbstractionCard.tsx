import { ButtonLink, Text } from '@backstage/ui';
import { AbstractionSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { RiArrowRightLine } from '@remixicon/react';
import { AbstractionLink } from '../links/AbstractionLink';
import { useTemplatePath } from '../links/useTemplatePath';
import { ListCard } from '../list/CardList';
import { StateBadge } from '../state/StateBadge';
import styles from './AbstractionCard.module.css';
import { kindIcon } from './kindIcon';

/** An abstraction as a card: icon, one sentence, *Order*. */
export function AbstractionCard(props: {
  abstraction: AbstractionSummary;
  /** Also shows the state of the abstraction and how many instances there are. */
  withFacts?: boolean;
}) {
  const { abstraction, withFacts } = props;
  const { title, template } = abstraction;
  const Icon = kindIcon(abstraction);
  const templatePath = useTemplatePath();
  const order =
    abstraction.selfService && template ? templatePath(template) : undefined;
  return (
    <ListCard isRoomy>
      <span className={styles.icon}>
        <Icon size={24} aria-hidden />
      </span>
      <div className={styles.text}>
        <Text as="h3" variant="title-x-small" weight="bold">
          {title}
        </Text>
        <Text as="p" color="secondary">
          {abstraction.description || 'Its authors have not described it yet.'}
        </Text>
        {withFacts && (
          <div className={styles.facts}>
            <StateBadge state={abstraction.health.state} />
            <Text variant="body-small" color="secondary">
              {abstraction.instances === 1
                ? '1 instance'
                : `${abstraction.instances} instances`}
            </Text>
          </div>
        )}
      </div>
      <div className={styles.actions}>
        {order && (
          <ButtonLink
            href={order}
            size="small"
            variant="primary"
            iconEnd={<RiArrowRightLine />}
            aria-label={`Order ${title}`}
          >
            Order
          </ButtonLink>
        )}
        <AbstractionLink name={abstraction.name}>
          {withFacts ? `About ${title}` : 'What it is'}
        </AbstractionLink>
      </div>
    </ListCard>
  );
}
