import { StateBadge } from '../state/StateBadge';
import { GraphItem } from './graphItem';
import styles from './GraphList.module.css';

/** The graph as a list, in the order given: for keyboards, screen readers and narrow places. */
export function GraphList(props: {
  items: GraphItem[];
  selected?: string;
  onSelect: (id: string) => void;
  label: string;
}) {
  const { items, selected, onSelect, label } = props;
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map(item => (
        <li key={item.id}>
          <button
            type="button"
            className={styles.row}
            aria-pressed={item.id === selected}
            data-marked={item.marked || undefined}
            onClick={() => onSelect(item.id)}
          >
            <span className={styles.name}>
              <strong>{item.kind}</strong>{' '}
              <span className={styles.id}>{item.id}</span>
            </span>
            <span className={styles.note}>
              {[
                item.note,
                item.dependencies.length > 0 &&
                  `after ${item.dependencies.join(', ')}`,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {item.state && <StateBadge state={item.state} />}
          </button>
        </li>
      ))}
    </ul>
  );
}
