import { Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import styles from './PreviewField.module.css';

/** A part of a preview with its heading. */
export function PreviewSection(props: {
  title: string;
  /** It says why the form does not go on. */
  isRefused?: boolean;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={styles.section}
      data-refused={props.isRefused || undefined}
      tabIndex={props.isRefused ? -1 : undefined}
    >
      <Text as="h3" id={id} variant="title-x-small">
        {props.title}
      </Text>
      {props.children}
    </section>
  );
}
