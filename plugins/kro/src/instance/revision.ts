/** A Flux revision, `branch@sha1:commit`, in words. */
export interface Revision {
  branch?: string;
  /** The first seven characters. */
  short: string;
  commit: string;
}

/** Reads a Flux revision; text of another form is taken as the commit. */
export function readRevision(text: string): Revision {
  const match = /^(?:(.+)@)?(?:sha\d+:)?([0-9a-f]{7,64})$/.exec(text);
  return match
    ? { branch: match[1], commit: match[2], short: match[2].slice(0, 7) }
    : { commit: text, short: text };
}
