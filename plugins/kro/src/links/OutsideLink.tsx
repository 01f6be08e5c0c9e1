import { Link } from '@backstage/ui';
import { ReactNode } from 'react';
import { httpAddress } from './httpAddress';

/** A link that leaves the portal, in a new tab; plain text where the address is not http(s). */
export function OutsideLink(props: {
  href: string | undefined;
  children: ReactNode;
}) {
  const href = httpAddress(props.href);
  return href ? (
    <Link href={href} target="_blank" rel="noopener noreferrer">
      {props.children}
    </Link>
  ) : (
    <>{props.children}</>
  );
}
