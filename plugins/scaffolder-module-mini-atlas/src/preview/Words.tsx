import { Fragment } from 'react';

/** A sentence in which what stands between backticks is set as code; everything else is plain text. */
export function Words(props: { children: string }) {
  const parts = props.children.split('`');
  if (parts.length % 2 === 0) return <>{props.children}</>;
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <code key={index}>{part}</code>
        ) : (
          <Fragment key={index}>{part}</Fragment>
        ),
      )}
    </>
  );
}
