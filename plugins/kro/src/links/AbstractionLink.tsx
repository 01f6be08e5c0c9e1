import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import { abstractionRouteRef } from '../routes';

/** A link to an abstraction's page. */
export function AbstractionLink(props: { name: string; children: ReactNode }) {
  const toAbstraction = useRouteRef(abstractionRouteRef);
  return (
    <Link href={toAbstraction({ name: props.name })}>{props.children}</Link>
  );
}
