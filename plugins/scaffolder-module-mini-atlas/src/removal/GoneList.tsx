import { Flex, Text } from '@backstage/ui';
import { RemovalPreview } from '@mini-atlas/backstage-plugin-kro-common';
import styles from '../preview/PreviewField.module.css';

/** The children that go with an instance, with how they are now. */
export function GoneList({ preview }: { preview: RemovalPreview }) {
  const { abstractionTitle, name, live, children } = preview;
  return (
    <>
      <Text as="p" variant="body-small">
        {live
          ? `${abstractionTitle} ${name} with everything below, and what is stored in it. This cannot be undone by merging it back.`
          : `${abstractionTitle} ${name} is not in the cluster; only its file goes.`}
      </Text>
      {children.length > 0 && (
        <ul className={styles.nodes}>
          {children.map(child => (
            <li key={child.key} className={styles.node}>
              <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
                <Text weight="bold" variant="body-small">
                  {child.kind}
                </Text>
                <Text variant="body-small" className={styles.name}>
                  {[child.namespace, child.name].filter(Boolean).join('/')}
                </Text>
              </Flex>
              <Text as="p" variant="body-x-small" color="secondary">
                {child.health.sentence}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
