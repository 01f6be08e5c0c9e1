import { ChangeSet } from '@mini-atlas/forge';
import { ANNOTATION_OWNER } from '@mini-atlas/backstage-plugin-kro-common';
import { CheckedOrder } from '../order/order';
import { childrenTable } from './childrenTable';
import { code, codeBlock, plain } from './markdown';

/** Who ordered, as the scaffolder knows them. */
export interface Orderer {
  /** Entity ref, e.g. `user:default/guest`. */
  ref?: string;
  displayName?: string;
  email?: string;
}

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
  const title = oneLine(order.title ?? defaultTitle(order));
  const trailer = order.orderer.ref
    ? [`Ordered-by: ${oneLine(order.orderer.ref)}`]
    : [];
  const author = authorOf(order.orderer);
  return {
    branch: order.branch,
    title,
    body: [...bodyOf(order), ...trailer].join('\n\n'),
    commitMessage: [title, ...trailer].join('\n\n'),
    files: [{ path: order.path, content: order.text }],
    ...(author ? { author } : {}),
  };
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

function authorOf({ displayName, email }: Orderer) {
  if (!displayName || !email) return undefined;
  const clean = (text: string) => oneLine(text).replace(/[<>]/g, '');
  return { name: clean(displayName), email: clean(email) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
