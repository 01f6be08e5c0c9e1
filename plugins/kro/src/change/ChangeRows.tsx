import { Text } from '@backstage/ui';
import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { ChangeLink } from '../links/ChangeLink';
import { CardList, ListCard } from '../list/CardList';
import { Sentence } from '../state/Sentence';
import { Moment } from '../time/Moment';
import { ChangeBadge } from './ChangeBadge';
import { whereItStands } from './stageWords';

/** Changes as a list, each with where it stands. */
export function ChangeRows(props: { items: ChangeSummary[]; label: string }) {
  return (
    <CardList label={props.label}>
      {props.items.map(change => (
        <ListCard
          key={change.number}
          name={<ChangeLink number={change.number}>{change.title}</ChangeLink>}
          state={<ChangeBadge change={change} />}
        >
          <Text as="p" variant="body-medium">
            <Sentence>{whereItStands(change)}</Sentence>
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            #{change.number} by {change.author} ·{' '}
            <Moment at={change.createdAt} />
            {change.files[0] && ` · ${change.files[0].path}`}
          </Text>
        </ListCard>
      ))}
    </CardList>
  );
}
