import type { RemixiconComponentType } from '@remixicon/react';
import { ReactNode } from 'react';
import { CopyButton } from '../copy/CopyButton';
import styles from './FactList.module.css';

/** Facts one below the other: what it is, and the value. */
export function FactList(props: { children: ReactNode }) {
  return <dl className={styles.list}>{props.children}</dl>;
}

/** One fact of a {@link FactList}. */
export function Fact(props: {
  label: ReactNode;
  icon?: RemixiconComponentType;
  /** Sets the value as code. */
  isCode?: boolean;
  /** What one would paste, and how it is called on the button. */
  copy?: { value: string; what: string };
  children: ReactNode;
}) {
  const { label, icon: Icon, isCode, copy, children } = props;
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd>
        {Icon && <Icon size={16} aria-hidden />}
        <span className={styles.value} data-code={isCode || undefined}>
          {children}
        </span>
        {copy && <CopyButton {...copy} />}
      </dd>
    </div>
  );
}
