import { Preview } from '@mini-atlas/backstage-plugin-kro-common';
import { Text } from '@backstage/ui';
import { outputs } from './outputs';
import styles from './PreviewField.module.css';

/** What the instance will tell of itself: addresses, names of secrets. */
export function OutputsList(props: {
  preview: Pick<Preview, 'status' | 'unknownStatus'>;
}) {
  const list = outputs(props.preview);
  if (list.length === 0) return null;
  return (
    <>
      <Text as="h4" variant="body-small" weight="bold">
        What it will tell you
      </Text>
      <dl className={styles.outputs}>
        {list.map(({ path, value }) => (
          <div key={path}>
            <dt>
              <code>{path}</code>
            </dt>
            <dd>{value ?? <em>known after apply</em>}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
