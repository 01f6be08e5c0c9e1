import { VisuallyHidden } from '@backstage/ui';
import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { ReactNode, useRef } from 'react';
import styles from './PreviewField.module.css';
import { FieldOfForm, Unsaid } from './Unsaid';
import { useFocusOnRefusal } from './useFocusOnRefusal';

/**
 * What a preview stands in: beside the form, or over the whole width. While it is there the form shows no list of errors
 * of its own: each of them stands at its field or in the preview, and *Next* leads to the first.
 */
export function PreviewFrame(props: {
  label: string;
  isFull?: boolean;
  isBusy: boolean;
  /** What a screen reader says when the preview changed; empty while it is changing. */
  announcement: string;
  field: FieldOfForm;
  /** The checks that the preview shows. */
  checks: Check[];
  children: ReactNode;
}) {
  const frame = useRef<HTMLElement>(null);
  useFocusOnRefusal(frame);
  return (
    <aside
      ref={frame}
      className={props.isFull ? styles.full : styles.preview}
      aria-label={props.label}
      aria-busy={props.isBusy}
    >
      <VisuallyHidden role="status" aria-live="polite">
        {props.announcement}
      </VisuallyHidden>
      <Unsaid field={props.field} checks={props.checks} />
      {props.children}
    </aside>
  );
}
