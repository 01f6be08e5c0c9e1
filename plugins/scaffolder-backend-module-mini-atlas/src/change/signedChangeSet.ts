import { JsonObject } from '@backstage/types';
import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { orderedByLine } from '@mini-atlas/backstage-plugin-kro-common';
import { ChangeSet } from '@mini-atlas/forge';

/** Who ordered, as the scaffolder knows them. */
export interface Orderer {
  /** Entity ref, e.g. `user:default/guest`. */
  ref?: string;
  displayName?: string;
  email?: string;
}

/** What is special in one pull request. */
export interface ChangeParts {
  branch: string;
  title: string;
  /** Paragraphs of Markdown. */
  body: string[];
  files: ChangeSet['files'];
  orderer: Orderer;
}

/** Who started a task. */
export function ordererOfTask({
  user,
}: Pick<ActionContext<JsonObject>, 'user'>): Orderer {
  const profile = user?.entity?.spec.profile;
  return {
    ref: user?.ref,
    displayName: profile?.displayName,
    email: profile?.email,
  };
}

/**
 * Branch, commit and pull request of one change. The last line of body and commit message is
 * `Ordered-by: <entity ref>` where somebody is known.
 */
export function signedChangeSet(parts: ChangeParts): ChangeSet {
  const title = oneLine(parts.title);
  const { ref } = parts.orderer;
  const trailer = ref ? [orderedByLine(oneLine(ref))] : [];
  const author = authorOf(parts.orderer);
  return {
    branch: parts.branch,
    title,
    body: [...parts.body, ...trailer].join('\n\n'),
    commitMessage: [title, ...trailer].join('\n\n'),
    files: parts.files,
    ...(author ? { author } : {}),
  };
}

function authorOf({ displayName, email }: Orderer): ChangeSet['author'] {
  if (!displayName || !email) return undefined;
  const clean = (text: string) => oneLine(text).replace(/[<>]/g, '');
  return { name: clean(displayName), email: clean(email) };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
