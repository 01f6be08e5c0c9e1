import { Flex, Text } from '@backstage/ui';
import { RiInboxLine } from '@remixicon/react';
import { ReactNode } from 'react';
import styles from './Nothing.module.css';

/** An empty state: what is not there, why, and what to do. */
export function Nothing(props: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Flex direction="column" align="center" gap="2" className={styles.nothing}>
      <RiInboxLine size={28} aria-hidden className={styles.icon} />
      <Text as="p" weight="bold">
        {props.title}
      </Text>
      {props.children && (
        <Text as="p" color="secondary">
          {props.children}
        </Text>
      )}
      {props.action}
    </Flex>
  );
}
