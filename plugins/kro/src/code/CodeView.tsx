import { CopyButton } from '../copy/CopyButton';
import styles from './CodeView.module.css';
import { yamlTokens } from './yamlTokens';

/** YAML with line numbers, colours and a copy button. `label` names it for screen readers and on the button. */
export function CodeView(props: {
  text: string;
  label: string;
  /** Pixels; scrolls beyond. */
  maxHeight?: number;
}) {
  const { text, label, maxHeight = 420 } = props;
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    <div className={styles.frame}>
      <div className={styles.copy}>
        <CopyButton value={text} what={label} />
      </div>
      <div
        className={styles.code}
        style={{ maxHeight }}
        // What scrolls must be reachable by keyboard.
        tabIndex={0}
        role="textbox"
        aria-readonly
        aria-multiline
        aria-label={label}
      >
        {lines.map((line, index) => (
          <div key={index} className={styles.line}>
            <span className={styles.number} aria-hidden>
              {index + 1}
            </span>
            <code className={styles.text}>
              {yamlTokens(line).map((token, at) => (
                <span key={at} data-kind={token.kind}>
                  {token.text}
                </span>
              ))}
              {'\n'}
            </code>
          </div>
        ))}
      </div>
    </div>
  );
}
