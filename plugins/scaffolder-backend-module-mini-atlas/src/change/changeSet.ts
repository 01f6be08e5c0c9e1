import { ChangeSet } from '@mini-atlas/forge';
import { ANNOTATION_OWNER } from '@mini-atlas/backstage-plugin-kro-common';
import { CheckedOrder } from '../order/order';
import { childrenTable } from './childrenTable';
import { code, codeBlock, plain } from './markdown';
import { Orderer, signedChangeSet } from './signedChangeSet';

/** What makes up the pull request of an order. */
export interface ProposedOrder extends CheckedOrder {
  /** The file's text. */
  text: string;
  branch: string;
  orderer: Orderer;
  /** Instead of `Order <what> <name>`. */
  title?: string;
  /** Shown above everything else. */
  description?: string;
}

/**
 * Branch, commit and pull request for one order: one file, and a body that shows the manifest and the children.
 * The last line of body and commit message is `Ordered-by: <entity ref>` where somebody is known.
 */
export function changeSetOf(order: ProposedOrder): ChangeSet {
  return signedChangeSet({
    branch: order.branch,
    title: order.title ?? defaultTitle(order),
    body: bodyOf(order),
    files: [{ path: order.path, content: order.text }],
    orderer: order.orderer,
  });
}

function defaultTitle({ abstraction, manifest }: ProposedOrder): string {
  const { name, namespace } = manifest.metadata;
  return `Order ${abstraction.title} ${name}${
    namespace ? ` in ${namespace}` : ''
  }`;
}

function bodyOf(order: ProposedOrder): string[] {
  const { abstraction, manifest, path, plan, text } = order;
  const owner = manifest.metadata.annotations?.[ANNOTATION_OWNER];
  return [
    ...(order.description ? [plain(order.description)] : []),
    `**${plain(abstraction.title)}** ${code(manifest.metadata.name ?? '')}${
      owner ? `, owned by ${code(owner)}` : ''
    }. Merging this makes it; the file is ${code(path)}.`,
    '### What you get',
    childrenTable(plan),
    '### Manifest',
    codeBlock('yaml', text),
  ];
}
