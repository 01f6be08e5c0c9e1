import { Child } from '@mini-atlas/backstage-plugin-kro-common';
import { DeliveryTarget } from '@mini-atlas/backstage-plugin-kro-node';
import { ChangeSet } from '@mini-atlas/forge';
import { code, plain } from '../change/markdown';
import { Orderer, signedChangeSet } from '../change/signedChangeSet';
import { titleOf } from '../change/titleOf';

/** What makes up the pull request of a removal. */
export interface ProposedRemoval {
  target: DeliveryTarget;
  /** What the cluster has of it now. */
  children: Child[];
  branch: string;
  orderer: Orderer;
}

/** Branch, commit and pull request of a removal: one file goes, and the body names what goes with it. */
export function removalChangeSet(proposed: ProposedRemoval): ChangeSet {
  const { target, children, branch, orderer } = proposed;
  return signedChangeSet({
    branch,
    title: titleOf('Remove', target),
    body: [
      `**${plain(target.abstraction.title)}** ${code(
        target.name,
      )}. Merging this removes it, with all its children and what is stored in them; the file is ${code(
        target.path,
      )}.`,
      '### What will be gone',
      children.length > 0
        ? tableOf(children)
        : 'The cluster has none of its children now.',
    ],
    files: [{ path: target.path, content: null }],
    orderer,
  });
}

function tableOf(children: Child[]): string {
  return [
    '| Kind | Name | Namespace |',
    '|---|---|---|',
    ...children.map(
      ({ kind, name, namespace }) =>
        `| ${code(kind)} | ${code(name)} | ${
          namespace ? code(namespace) : ''
        } |`,
    ),
  ].join('\n');
}
