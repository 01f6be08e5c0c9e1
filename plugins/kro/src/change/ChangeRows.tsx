import { Box, Text } from '@backstage/ui';
import { ChangeSummary } from '@mini-atlas/backstage-plugin-kro-common';
import { ChangeLink } from '../links/ChangeLink';
import { Sentence } from '../state/Sentence';
import { Moment } from '../time/Moment';
import { ChangeBadge } from './ChangeBadge';
import styles from './ChangeRows.module.css';
import { whereItStands } from './stageWords';

/** Changes as a list, each with where it stands. */
export function ChangeRows(props: { items: ChangeSummary[]; label: string }) {
  return (
    <ul className={styles.list} aria-label={props.label}>
      {props.items.map(change => (
        <Box as="li" bg="neutral" key={change.number} className={styles.row}>
          <div className={styles.top}>
            <ChangeLink number={change.number}>{change.title}</ChangeLink>
            <ChangeBadge change={change} />
          </div>
          <Text as="p" variant="body-medium">
            <Sentence>{whereItStands(change)}</Sentence>
          </Text>
          <Text as="p" variant="body-small" color="secondary">
            #{change.number} by {change.author} ·{' '}
            <Moment at={change.createdAt} />
            {change.files[0] && ` · ${change.files[0].path}`}
          </Text>
        </Box>
      ))}
    </ul>
  );
}
