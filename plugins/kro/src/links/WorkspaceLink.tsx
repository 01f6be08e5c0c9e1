import { useRouteRef } from '@backstage/core-plugin-api';
import { Link, LinkProps } from '@backstage/ui';
import { rootRouteRef } from '../routes';

/** A link to everything in a workspace: the fleet, filtered. */
export function WorkspaceLink(
  props: Omit<LinkProps, 'href'> & { name: string },
) {
  const { name, children, ...rest } = props;
  const toFleet = useRouteRef(rootRouteRef);
  const query = new URLSearchParams({ workspace: name });
  return (
    <Link {...rest} href={`${toFleet()}?${query}`}>
      {children ?? name}
    </Link>
  );
}
