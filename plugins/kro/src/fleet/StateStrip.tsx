import { HealthState } from '@mini-atlas/backstage-plugin-kro-common';
import { STATES } from '../state/states';
import styles from './StateStrip.module.css';

/** Always shown; the others only when something is in them. */
const ALWAYS: HealthState[] = ['ready', 'progressing', 'failed'];
const SOMETIMES: HealthState[] = ['waiting', 'deleting', 'unknown'];

/** Counts by state; a click filters by it, another click takes the filter off. */
export function StateStrip(props: {
  /** Undefined while they are not known yet. */
  counts: Map<HealthState, number> | undefined;
  selected: HealthState[];
  onChange: (selected: HealthState[]) => void;
}) {
  const { counts, selected, onChange } = props;
  const shown = [
    ...ALWAYS,
    ...SOMETIMES.filter(
      state => counts?.has(state) || selected.includes(state),
    ),
  ];
  return (
    <div className={styles.strip} role="group" aria-label="Filter by state">
      {shown.map(state => {
        const look = STATES[state];
        const Icon = look.icon;
        const isSelected = selected.includes(state);
        return (
          <button
            key={state}
            type="button"
            className={styles.tile}
            data-tone={look.tone}
            aria-pressed={isSelected}
            onClick={() =>
              onChange(
                isSelected
                  ? selected.filter(other => other !== state)
                  : [...selected, state],
              )
            }
          >
            <span className={styles.icon}>
              <Icon size={20} aria-hidden />
            </span>
            <span className={styles.count}>
              {counts ? counts.get(state) ?? 0 : '–'}
            </span>
            <span className={styles.word}>{look.word}</span>
          </button>
        );
      })}
    </div>
  );
}
