import { Alert } from '@backstage/ui';
import { CauseStep } from '@mini-atlas/backstage-plugin-kro-common';
import { Sentence } from '../state/Sentence';
import styles from './Causes.module.css';
import { NodeLink } from './NodeLink';

/**
 * The walk from the instance to the root cause; the last line is where to act. Nothing when there is none. On the page of
 * the instance the objects are links to their nodes; elsewhere `onSelect` leads there.
 */
export function Causes(props: {
  causes: CauseStep[];
  onSelect?: (childKey: string) => void;
}) {
  const { causes, onSelect } = props;
  if (causes.length === 0) {
    return null;
  }
  return (
    <Alert
      status="danger"
      icon
      title="Why"
      description={
        <ol className={styles.steps}>
          {causes.slice(0, 3).map((step, index) => (
            <li key={index} style={{ paddingLeft: `${index * 1.25}rem` }}>
              {index > 0 && <span aria-hidden>↳ </span>}
              <NodeLink
                node={step.node}
                child={step.child}
                variant="body-small"
              >
                <strong>{step.subject}</strong>
              </NodeLink>
              : <Sentence>{step.sentence}</Sentence>
              {step.reason && (
                <span className={styles.reason}> ({step.reason})</span>
              )}
              {onSelect && step.child && (
                <button
                  type="button"
                  className={styles.show}
                  aria-label={`Show ${step.subject}`}
                  onClick={() => step.child && onSelect(step.child)}
                >
                  Show
                </button>
              )}
            </li>
          ))}
        </ol>
      }
    />
  );
}
