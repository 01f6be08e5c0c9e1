import { Flex, Text } from '@backstage/ui';
import { CopyButton } from '../copy/CopyButton';
import styles from './PreviewField.module.css';

/** The file that goes into Git, and where. */
export function ManifestView(props: { path: string; yaml: string }) {
  const { path, yaml } = props;
  return (
    <>
      <Flex align="center" justify="between" gap="2">
        <Text variant="body-small" className={styles.name}>
          {path ? (
            <code>{path}</code>
          ) : (
            'No place in Git while the name is refused'
          )}
        </Text>
        <CopyButton value={yaml} what="the manifest" />
      </Flex>
      <pre className={styles.manifest}>
        <code>{yaml}</code>
      </pre>
    </>
  );
}
