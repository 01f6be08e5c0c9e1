import { Link, Text } from '@backstage/ui';
import { useKubernetesTab } from '../links/useKubernetesTab';

/** How many pods run for a child, and the way to them and their logs. */
export function PodsLink(props: { pods: number }) {
  const tab = useKubernetesTab();
  const count = `${props.pods} pod${props.pods === 1 ? '' : 's'}`;
  return (
    <Text as="p" variant="body-small">
      {tab ? (
        <Link href={tab} variant="body-small">
          Pods and logs ({count})
        </Link>
      ) : (
        count
      )}
    </Text>
  );
}
