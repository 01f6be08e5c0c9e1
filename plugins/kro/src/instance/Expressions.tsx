import { Text } from '@backstage/ui';
import { RiCheckLine, RiCloseLine, RiQuestionLine } from '@remixicon/react';
import { InstanceDetail } from '@mini-atlas/backstage-plugin-kro-common';
import { Sentence } from '../state/Sentence';
import styles from './Expressions.module.css';

type Outcome = InstanceDetail['nodes'][number]['readyWhen'][number];

function OutcomeMark(props: { value: boolean | undefined }) {
  switch (props.value) {
    case true:
      return (
        <span className={styles.mark} data-tone="success">
          <RiCheckLine size={14} aria-hidden /> holds
        </span>
      );
    case false:
      return (
        <span className={styles.mark} data-tone="danger">
          <RiCloseLine size={14} aria-hidden /> does not hold
        </span>
      );
    default:
      return (
        <span className={styles.mark}>
          <RiQuestionLine size={14} aria-hidden /> not known yet
        </span>
      );
  }
}

/** Expressions of the abstraction's author, how they came out, and the values that decided them. */
export function Expressions(props: { title?: string; outcomes: Outcome[] }) {
  const { title, outcomes } = props;
  if (outcomes.length === 0) {
    return null;
  }
  return (
    <div className={styles.block}>
      {title && (
        <Text as="h4" variant="body-small" color="secondary">
          {title}
        </Text>
      )}
      {outcomes.map((outcome, index) => (
        <div key={index} className={styles.outcome}>
          <div className={styles.head}>
            <code className={styles.expression}>{outcome.expression}</code>
            <OutcomeMark value={outcome.value} />
          </div>
          {outcome.because && (
            <Text as="p" variant="body-small">
              <Sentence>{`Because ${outcome.because}.`}</Sentence>
            </Text>
          )}
          {outcome.error && (
            <Text as="p" variant="body-small" color="secondary">
              {outcome.error}
            </Text>
          )}
          {outcome.values.length > 0 && (
            <dl className={styles.values}>
              {outcome.values.map(({ reference, value }) => (
                <div key={reference}>
                  <dt>{reference}</dt>
                  <dd>
                    {value === undefined
                      ? 'not there yet'
                      : JSON.stringify(value)}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      ))}
    </div>
  );
}
