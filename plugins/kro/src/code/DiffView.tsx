import { VisuallyHidden } from '@backstage/ui';
import styles from './CodeView.module.css';
import { diffLines } from './diffLines';

const SIGN = { added: '+', removed: '−', same: '', hunk: '', file: '' };

/** A unified diff with line numbers, signs and colours. */
export function DiffView(props: { diff: string; label: string }) {
  const lines = diffLines(props.diff).filter(line => line.change !== 'file');
  return (
    <div
      className={styles.code}
      tabIndex={0}
      role="textbox"
      aria-readonly
      aria-multiline
      aria-label={props.label}
    >
      {lines.map((line, index) => (
        <div key={index} className={styles.line} data-change={line.change}>
          <span className={styles.number} aria-hidden>
            {line.before ?? ''}
          </span>
          <span className={styles.number} aria-hidden>
            {line.after ?? ''}
          </span>
          <span className={styles.sign} aria-hidden>
            {SIGN[line.change]}
          </span>
          {line.change === 'added' && <VisuallyHidden>added: </VisuallyHidden>}
          {line.change === 'removed' && (
            <VisuallyHidden>removed: </VisuallyHidden>
          )}
          <code className={styles.text}>
            {line.text}
            {'\n'}
          </code>
        </div>
      ))}
    </div>
  );
}
