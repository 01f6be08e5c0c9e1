import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link, LinkProps } from '@backstage/ui';
import { ReactNode } from 'react';

/** Reads an entity ref without throwing: annotations on clusters are written by people. */
export function readEntityRef(
  ref: string,
): { kind: string; namespace: string; name: string } | undefined {
  try {
    const { kind, namespace, name } = parseEntityRef(ref, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    return { kind: kind.toLowerCase(), namespace, name };
  } catch {
    return undefined;
  }
}

/** Answers the address of an entity's page in the catalog, or of its tab of the kro plugin. */
export function useEntityPath(): (
  ref: string,
  tab?: 'kro',
) => string | undefined {
  const toEntity = useRouteRef(entityRouteRef);
  return (ref, tab) => {
    const parsed = readEntityRef(ref);
    return parsed && `${toEntity(parsed)}${tab ? `/${tab}` : ''}`;
  };
}

/** A link to an entity's page in the catalog; plain text where the ref cannot be read. */
export function EntityLink(
  props: Omit<LinkProps, 'href' | 'children'> & {
    entityRef: string;
    tab?: 'kro';
    children?: ReactNode;
  },
) {
  const { entityRef, tab, children, ...rest } = props;
  const path = useEntityPath()(entityRef, tab);
  const text = children ?? readEntityRef(entityRef)?.name ?? entityRef;
  return path ? (
    <Link {...rest} href={path}>
      {text}
    </Link>
  ) : (
    <>{text}</>
  );
}
