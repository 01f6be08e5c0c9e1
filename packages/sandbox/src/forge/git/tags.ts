import { Person } from './commits';
import { gitText, runGit } from './runGit';

/** A tag; a lightweight one has the message and the time of its commit. */
export interface Tag {
  name: string;
  /** The tag object of an annotated one, else the commit. */
  id: string;
  commit: string;
  /** Without the line break at its end. */
  message: string;
  /** RFC 3339. */
  date: string;
}

/** An object that an annotated tag is. */
export interface AnnotatedTag extends Tag {
  tagger: Person & { date: string };
}

const FORMAT = [
  '%(refname:lstrip=2)',
  '%(objectname)',
  '%(*objectname)',
  '%(creatordate:iso-strict)',
  '%(taggername)',
  '%(taggeremail:trim)',
  '%(contents)',
].join('%00');

/** All tags, the newest first, or that of one name. */
export async function listTags(
  directory: string,
  name?: string,
): Promise<AnnotatedTag[]> {
  const output = await gitText(
    [
      'for-each-ref',
      '--sort=-creatordate',
      `--format=${FORMAT}%00%01`,
      `refs/tags${name === undefined ? '' : `/${name}`}`,
    ],
    { directory },
  );
  return output
    .split('\u0001')
    .map(entry => entry.replace(/^\n/, ''))
    .filter(Boolean)
    .map(tagOf)
    .filter(tag => name === undefined || tag.name === name);
}

/** Makes a tag, an annotated one when there is a message. */
export async function createTag(
  directory: string,
  { name, commit, message }: { name: string; commit: string; message: string },
  tagger: Person,
): Promise<void> {
  await runGit(
    ['tag', ...(message ? ['-a', '-m', message] : []), '--', name, commit],
    {
      directory,
      env: {
        GIT_COMMITTER_NAME: tagger.name,
        GIT_COMMITTER_EMAIL: tagger.email,
      },
    },
  );
}

function tagOf(entry: string): AnnotatedTag {
  const [name, id, target, date, tagger, email, message] = entry.split('\0');
  const time = new Date(date).toISOString().replace('.000Z', 'Z');
  return {
    name,
    id,
    commit: target || id,
    message: message.trim(),
    date: time,
    tagger: { name: tagger, email, date: time },
  };
}
