import { CopyButton } from './CopyButton';
import styles from './CommandLine.module.css';

/** A command line or value one would paste, with a copy button. */
export function CommandLine(props: { children: string; what: string }) {
  return (
    <div className={styles.line}>
      <code className={styles.text}>{props.children}</code>
      <CopyButton value={props.children} what={props.what} />
    </div>
  );
}
