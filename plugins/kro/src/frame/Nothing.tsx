import { Flex, Text } from '@backstage/ui';
import { ReactNode } from 'react';

/** An empty state: what is not there, why, and what to do. */
export function Nothing(props: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Flex direction="column" align="start" gap="2" py="4">
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
