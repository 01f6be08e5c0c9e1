import { Skeleton, VisuallyHidden } from '@backstage/ui';
import { AbstractionSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { CardList } from '../list/CardList';
import { AbstractionCard } from './AbstractionCard';

/** Abstractions as cards; placeholders of the same size while they load. */
export function AbstractionGrid(props: {
  items: AbstractionSummary[] | undefined;
  withFacts?: boolean;
}) {
  const { items, withFacts } = props;
  return (
    <CardList form="grid" isBusy={!items}>
      {items?.map(abstraction => (
        <AbstractionCard
          key={abstraction.name}
          abstraction={abstraction}
          withFacts={withFacts}
        />
      ))}
      {!items &&
        [1, 2, 3, 4].map(card => (
          <li key={card}>
            <VisuallyHidden>Loading</VisuallyHidden>
            <Skeleton width="100%" height={withFacts ? 236 : 206} />
          </li>
        ))}
    </CardList>
  );
}
