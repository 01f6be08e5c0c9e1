import { parseEntityRef } from '@backstage/catalog-model';
import { Flex, Link, Text } from '@backstage/ui';
import { Resident } from '@mini-atlas/backstage-plugin-kro-common';
import styles from '../preview/PreviewField.module.css';

/** What lives in what shall go, each with a link to where it can be removed. */
export function ResidentList({ items }: { items: Resident[] }) {
  return (
    <ul className={styles.nodes}>
      {items.map(resident => (
        <li key={resident.ref} className={styles.node}>
          <Flex align="center" gap="2" style={{ flexWrap: 'wrap' }}>
            <Text weight="bold" variant="body-small">
              {resident.kind}
            </Text>
            <Link href={pageOf(resident)} variant="body-small">
              {resident.name}
            </Link>
            <Text variant="body-small" color="secondary">
              {whereOf(resident)}
            </Text>
          </Flex>
        </li>
      ))}
    </ul>
  );
}

/** What only an open change asks for has no page but that of the change. */
function pageOf({ where, change, entityRef }: Resident): string {
  if (where === 'change') return `/kro/changes/${change}`;
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/catalog/${namespace}/${kind}/${name}/kro`;
}

function whereOf({ where, change }: Resident): string {
  if (where === 'change') return `asked for by change #${change}`;
  return where === 'git' ? 'in Git' : 'lives in it';
}
