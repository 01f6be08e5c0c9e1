import { Text } from '@backstage/ui';
import { Child } from '@mini-atlas/backstage-plugin-kro-common';
import { RiEyeOffLine } from '@remixicon/react';
import { CopyButton } from '../copy/CopyButton';
import { HealthSentence } from '../state/HealthSentence';
import { StateBadge } from '../state/StateBadge';
import styles from './ChildrenTable.module.css';

/** All children; choosing one selects its node in the graph. */
export function ChildrenTable(props: {
  items: Child[];
  selectedNode?: string;
  onSelect: (nodeId: string) => void;
}) {
  const { items, selectedNode, onSelect } = props;
  if (items.length === 0) {
    return (
      <Text as="p" color="secondary">
        No children yet: they appear here as KRO creates them.
      </Text>
    );
  }
  return (
    <ul className={styles.list} aria-label="Children">
      {items.map(child => (
        <li
          key={child.key}
          className={styles.row}
          data-selected={child.nodeId === selectedNode || undefined}
        >
          <button
            type="button"
            className={styles.name}
            aria-pressed={child.nodeId === selectedNode}
            onClick={() => onSelect(child.nodeId)}
          >
            <strong>{child.kind}</strong> {child.name}
            {child.hidden && (
              <span className={styles.hidden}>
                <RiEyeOffLine size={14} aria-hidden /> not read
              </span>
            )}
            <span className={styles.where}>
              {child.namespace ? `in ${child.namespace}` : 'whole cluster'}
            </span>
          </button>
          <span className={styles.state}>
            <StateBadge state={child.health.state} />
            {child.health.state !== 'ready' && (
              <span className={styles.sentence}>
                <HealthSentence health={child.health} />
              </span>
            )}
          </span>
          <CopyButton
            value={child.kubectl}
            what={`the kubectl line of ${child.kind} ${child.name}`}
          />
        </li>
      ))}
    </ul>
  );
}
