import type { RemixiconComponentType } from '@remixicon/react';
import { ReactNode } from 'react';
import styles from './ToneBadge.module.css';

/** What a colour stands for; it never says anything that icon and word do not. */
export type Tone = 'success' | 'info' | 'danger' | 'warning' | 'neutral';

/** A badge of icon, word and colour. */
export function ToneBadge(props: {
  tone: Tone;
  icon: RemixiconComponentType;
  children: ReactNode;
}) {
  const { tone, icon: Icon, children } = props;
  return (
    <span className={styles.badge} data-tone={tone}>
      <Icon size={14} aria-hidden />
      {children}
    </span>
  );
}
