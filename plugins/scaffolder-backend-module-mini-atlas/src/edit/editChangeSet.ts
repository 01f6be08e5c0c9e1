import { ChangeSet } from '@mini-atlas/forge';
import { Plan } from '@mini-atlas/kro';
import {
  DeliveryTarget,
  InstanceEdit,
  lineDiff,
} from '@mini-atlas/backstage-plugin-kro-node';
import { childrenTable } from '../change/childrenTable';
import { code, codeBlock, plain } from '../change/markdown';
import { Orderer, signedChangeSet } from '../change/signedChangeSet';
import { titleOf } from '../change/titleOf';

const SIGNS = { same: ' ', added: '+', removed: '-' };

/** What makes up the pull request of an edit. */
export interface ProposedEdit {
  target: DeliveryTarget;
  edit: InstanceEdit;
  /** What will be, once it is merged. */
  plan: Plan;
  /** The file's text in Git now. */
  before: string;
  branch: string;
  orderer: Orderer;
}

/** Branch, commit and pull request of an edit: one file, and a body that shows what changes and what one gets. */
export function editChangeSet(proposed: ProposedEdit): ChangeSet {
  const { target, edit, plan, before, branch, orderer } = proposed;
  const diff = lineDiff(before, edit.text)
    .map(({ change, text }) => `${SIGNS[change]}${text}`)
    .join('\n');
  return signedChangeSet({
    branch,
    title: titleOf('Change', target),
    body: [
      `**${plain(target.abstraction.title)}** ${code(
        target.name,
      )}. Merging this changes it; the file is ${code(target.path)}.`,
      '### What changes',
      codeBlock('diff', diff),
      '### What you get',
      childrenTable(plan),
    ],
    files: [{ path: target.path, content: edit.text }],
    orderer,
  });
}
