import { Link, LinkProps } from '@backstage/ui';
import { createContext, Fragment, ReactNode, useContext } from 'react';

/** How links on the page of an instance lead to a node of its graph. */
export interface NodeLinks {
  /** The address of the page with that node chosen; undefined for a node that is not there. */
  hrefOf(nodeId: string): string | undefined;
  /** The node that a child belongs to. */
  nodeOf(childKey: string): string | undefined;
  /** Brings what is chosen into view, for somebody who followed a link from elsewhere on the page. */
  onFollow(): void;
}

/** Set by the page of an instance; elsewhere nodes are plain text. */
export const NodeLinksContext = createContext<NodeLinks | undefined>(undefined);

/** The name of a node, or of one of its objects, as a link that chooses the node in the graph. */
export function NodeLink(
  props: Omit<LinkProps, 'href' | 'children'> & {
    /** Id of the node. */
    node?: string;
    /** Instead of the node: key of a child that belongs to it. */
    child?: string;
    children: ReactNode;
  },
) {
  const { node, child, children, ...rest } = props;
  const links = useContext(NodeLinksContext);
  const id = node ?? (child && links?.nodeOf(child));
  const href = id && links?.hrefOf(id);
  return href ? (
    <Link {...rest} href={href} onClick={links?.onFollow}>
      {children}
    </Link>
  ) : (
    <>{children}</>
  );
}

/** Ids of nodes as links, with commas between. */
export function NodeLinkList(
  props: Pick<LinkProps, 'variant'> & { ids: string[] },
) {
  const { ids, ...rest } = props;
  return (
    <>
      {ids.map((id, index) => (
        <Fragment key={id}>
          {index > 0 && ', '}
          <NodeLink node={id} {...rest}>
            {id}
          </NodeLink>
        </Fragment>
      ))}
    </>
  );
}
