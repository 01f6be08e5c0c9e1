import { Box } from '@backstage/ui';
import { ReactNode } from 'react';
import styles from './CardList.module.css';

/** A list of {@link ListCard}s: one below the other, or side by side as many as fit. */
export function CardList(props: {
  label?: string;
  form?: 'column' | 'grid';
  isBusy?: boolean;
  children: ReactNode;
}) {
  const { label, form = 'column', isBusy, children } = props;
  return (
    <ul
      className={form === 'grid' ? styles.grid : styles.list}
      aria-label={label}
      aria-busy={isBusy}
    >
      {children}
    </ul>
  );
}

/** One thing of a list as a card: its name and its state on top, what else there is to say below. */
export function ListCard(props: {
  name?: ReactNode;
  state?: ReactNode;
  /** With more room inside. */
  isRoomy?: boolean;
  children: ReactNode;
}) {
  const { name, state, isRoomy, children } = props;
  return (
    <Box
      as="li"
      bg="neutral"
      className={styles.card}
      data-roomy={isRoomy || undefined}
    >
      {name && (
        <div className={styles.top}>
          {name}
          {state}
        </div>
      )}
      {children}
    </Box>
  );
}
