const CONTROL_CHARACTER = /\p{Cc}/u;

/** True for a path that may stand in a Git tree: relative, no empty part, `.`, `..` or `.git`, no control characters. */
export function isTreePath(path: string): boolean {
  return (
    path !== '' &&
    !CONTROL_CHARACTER.test(path) &&
    !path.includes('\\') &&
    path
      .split('/')
      .every(
        part =>
          part !== '' &&
          part !== '.' &&
          part !== '..' &&
          part.toLowerCase() !== '.git',
      )
  );
}
