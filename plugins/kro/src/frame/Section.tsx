import { Box, Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';

/** A titled part of a page. */
export function Section(props: {
  title: string;
  /** One line under the title. */
  hint?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string;
}) {
  const { title, hint, actions, children, className } = props;
  const id = useId();
  return (
    <section aria-labelledby={id} className={className}>
      <Card>
        <CardHeader>
          <Flex justify="between" align="start" gap="2">
            <Box>
              <Text as="h3" id={id} variant="title-x-small" weight="bold">
                {title}
              </Text>
              {hint && (
                <Text as="p" variant="body-small" color="secondary">
                  {hint}
                </Text>
              )}
            </Box>
            {actions}
          </Flex>
        </CardHeader>
        <CardBody>{children}</CardBody>
      </Card>
    </section>
  );
}
