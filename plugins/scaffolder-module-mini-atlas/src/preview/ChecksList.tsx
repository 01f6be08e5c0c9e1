import { Text } from '@backstage/ui';
import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import {
  RiAlertLine,
  RiCheckLine,
  RiCloseCircleLine,
  RemixiconComponentType,
} from '@remixicon/react';
import styles from './PreviewField.module.css';
import { Words } from './Words';

type Outcome = Check['outcome'];

const WORST_FIRST: Outcome[] = ['refused', 'warned', 'passed'];

const LOOK: Record<
  Outcome,
  {
    Icon: RemixiconComponentType;
    word: string;
    color: 'danger' | 'warning' | 'success';
  }
> = {
  refused: { Icon: RiCloseCircleLine, word: 'Refused', color: 'danger' },
  warned: { Icon: RiAlertLine, word: 'Warning', color: 'warning' },
  passed: { Icon: RiCheckLine, word: 'Passed', color: 'success' },
};

/** The checks of what was entered, those that need attention first. */
export function ChecksList(props: { checks: Check[] }) {
  const sorted = WORST_FIRST.flatMap(outcome =>
    props.checks.filter(check => check.outcome === outcome),
  );
  return (
    <ul className={styles.checks}>
      {sorted.map((check, index) => (
        <CheckItem key={`${check.id} ${index}`} check={check} />
      ))}
    </ul>
  );
}

function CheckItem({ check }: { check: Check }) {
  const { Icon, word, color } = LOOK[check.outcome];
  return (
    <li data-outcome={check.outcome} className={styles.check}>
      <Text color={color} className={styles.icon}>
        <Icon size={16} aria-hidden />
      </Text>
      <div>
        <Text variant="body-small" weight="bold">
          {check.title}
        </Text>{' '}
        <Text variant="body-small" color={color}>
          {word}
        </Text>
        <Text as="p" variant="body-x-small" color="secondary">
          <Words>{check.message}</Words>
        </Text>
      </div>
    </li>
  );
}
