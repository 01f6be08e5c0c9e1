import { Text } from '@backstage/ui';
import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { RiCheckLine, RiCloseLine, RiQuestionLine } from '@remixicon/react';
import { Moment } from '../time/Moment';
import { Sentence } from './Sentence';
import styles from './ConditionList.module.css';

const ICONS = {
  True: RiCheckLine,
  False: RiCloseLine,
  Unknown: RiQuestionLine,
};

/** `ResourcesReady` -> `Resources ready`. */
function inWords(type: string): string {
  const words = type.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Conditions, in words first; Kubernetes' own words second. */
export function ConditionList(props: {
  conditions: InstanceDetail['conditions'];
}) {
  const { conditions } = props;
  if (conditions.length === 0) {
    return (
      <Text as="p" color="secondary">
        KRO has not said anything yet.
      </Text>
    );
  }
  return (
    <ul className={styles.list}>
      {conditions.map(condition => {
        const Icon = ICONS[condition.status];
        return (
          <li key={condition.type} className={styles.condition}>
            <span className={styles.icon} data-status={condition.status}>
              <Icon size={16} aria-hidden />
            </span>
            <span className={styles.text}>
              <span>
                {inWords(condition.type)}:{' '}
                {
                  { True: 'yes', False: 'no', Unknown: 'not known yet' }[
                    condition.status
                  ]
                }
                {condition.message && (
                  <>
                    {' – '}
                    <Sentence>{condition.message}</Sentence>
                  </>
                )}
              </span>
              <span className={styles.meta}>
                {condition.type}={condition.status}
                {condition.reason && ` · ${condition.reason}`}
                {condition.lastTransitionTime && (
                  <>
                    {' · '}
                    <Moment at={condition.lastTransitionTime} />
                  </>
                )}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
