/** The files of an artifact: all paths, and the text of those that may hold manifests. */
export class SourceFiles {
  private readonly paths: Set<string>;

  constructor(
    paths: Iterable<string>,
    private readonly contents: Map<string, string>,
  ) {
    this.paths = new Set(paths);
  }

  /** Text of a YAML file; `undefined` when there is none at that path. */
  read(path: string): string | undefined {
    return this.contents.get(path);
  }

  /** Whether there is a file or directory at that path; `''` is the root. */
  has(path: string): boolean {
    return path === '' || this.paths.has(path);
  }

  /** Paths of the readable files below a directory, in the order of a depth-first walk by name. */
  below(directory: string): string[] {
    const prefix = directory === '' ? '' : `${directory}/`;
    return [...this.contents.keys()]
      .filter(path => path.startsWith(prefix))
      .sort(byWalk);
  }
}

function byWalk(one: string, other: string): number {
  const [a, b] = [one.split('/'), other.split('/')];
  const at = a.findIndex((part, i) => part !== b[i]);
  if (at < 0 || b[at] === undefined) return a.length - b.length;
  return a[at] < b[at] ? -1 : 1;
}
