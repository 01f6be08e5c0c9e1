import { Fragment } from 'react';
import styles from './Sentence.module.css';

/** Words for people; what stands between backticks is set as code. Everything else is plain text. */
export function Sentence(props: { children: string }) {
  const parts = props.children.split('`');
  const paired = parts.length % 2 === 1;
  if (!paired) {
    return <>{props.children}</>;
  }
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <code key={index} className={styles.code}>
            {part}
          </code>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  );
}
