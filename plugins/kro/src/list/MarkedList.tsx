import type { RemixiconComponentType } from '@remixicon/react';
import { ReactNode } from 'react';
import { Tone } from '../state/ToneBadge';
import styles from './MarkedList.module.css';

/** One line of a {@link MarkedList}: an icon, what it says, and what stands small below it. */
export interface MarkedItem {
  key: string;
  tone: Tone;
  icon: RemixiconComponentType;
  /** What the icon says, for screen readers; left out where the text says it. */
  iconLabel?: string;
  text: ReactNode;
  meta: ReactNode;
}

/** Lines with an icon each: events, conditions. */
export function MarkedList(props: { items: MarkedItem[]; label: string }) {
  const { items, label } = props;
  return (
    <ul className={styles.list} aria-label={label}>
      {items.map(({ key, tone, icon: Icon, iconLabel, text, meta }) => (
        <li key={key} className={styles.item}>
          <span className={styles.mark} data-tone={tone}>
            <Icon size={16} aria-label={iconLabel} aria-hidden={!iconLabel} />
          </span>
          <span className={styles.text}>
            <span>{text}</span>
            <span className={styles.meta}>{meta}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
