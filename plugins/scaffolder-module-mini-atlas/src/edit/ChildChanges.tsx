import { Badge, Flex, Text } from '@backstage/ui';
import { ChildChange } from '@mini-atlas/backstage-plugin-kro-common';
import styles from '../preview/PreviewField.module.css';

const WORDS: Record<ChildChange['change'], string> = {
  added: 'Is new',
  changed: 'Changes',
  removed: 'Goes',
};

/** The children that come, change or go. */
export function ChildChanges({ items }: { items: ChildChange[] }) {
  if (items.length === 0) {
    return (
      <Text as="p" variant="body-small">
        The children stay as they are.
      </Text>
    );
  }
  return (
    <ul className={styles.nodes}>
      {items.map(({ kind, name, namespace, change }) => (
        <li key={`${kind} ${namespace} ${name}`} className={styles.node}>
          <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
            <Text weight="bold" variant="body-small">
              {kind}
            </Text>
            <Text variant="body-small" className={styles.name}>
              {[namespace, name].filter(Boolean).join('/')}
            </Text>
            <Badge size="small">{WORDS[change]}</Badge>
          </Flex>
        </li>
      ))}
    </ul>
  );
}
