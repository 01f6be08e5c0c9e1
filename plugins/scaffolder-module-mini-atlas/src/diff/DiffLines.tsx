import { Text, VisuallyHidden } from '@backstage/ui';
import { DiffLine } from '@mini-atlas/backstage-plugin-kro-common';
import styles from './DiffLines.module.css';

const SIGNS: Record<DiffLine['change'], string> = {
  same: ' ',
  added: '+',
  removed: '-',
};

const WORDS: Record<DiffLine['change'], string | undefined> = {
  same: undefined,
  added: 'added',
  removed: 'removed',
};

/** A file before and after a change, line by line, and where it is. */
export function DiffLines(props: { path: string; lines: DiffLine[] }) {
  const { path, lines } = props;
  return (
    <>
      <Text variant="body-small" className={styles.path}>
        <code>{path}</code>
      </Text>
      <pre className={styles.file}>
        {lines.map(({ change, text }, index) => (
          <code key={index} data-change={change} className={styles.line}>
            <span aria-hidden>{SIGNS[change]} </span>
            {WORDS[change] && (
              <VisuallyHidden>{WORDS[change]}: </VisuallyHidden>
            )}
            {text}
          </code>
        ))}
      </pre>
    </>
  );
}
