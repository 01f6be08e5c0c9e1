import { useRouteRef } from '@backstage/core-plugin-api';
import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import { changeRouteRef } from '../routes';

/** A link to a change's page. */
export function ChangeLink(props: { number: number; children: ReactNode }) {
  const toChange = useRouteRef(changeRouteRef);
  return (
    <Link href={toChange({ number: String(props.number) })}>
      {props.children}
    </Link>
  );
}
