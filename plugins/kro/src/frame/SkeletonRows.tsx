import { Flex, Skeleton, VisuallyHidden } from '@backstage/ui';

/** Placeholder for rows that are on their way, as high as the rows will be. */
export function SkeletonRows(props: {
  rows: number;
  height?: number;
  what: string;
}) {
  const { rows, height = 40, what } = props;
  return (
    <Flex direction="column" gap="2" aria-busy="true">
      <VisuallyHidden role="status">Loading {what}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} width="100%" height={height} />
      ))}
    </Flex>
  );
}
