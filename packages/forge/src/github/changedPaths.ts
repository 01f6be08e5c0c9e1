import { TreeFile } from './githubAnswers';

/** Paths whose file is not the same in both. */
export function changedPaths(before: TreeFile[], after: TreeFile[]): string[] {
  const known = new Map(before.map(file => [file.path, file]));
  const changed = after.flatMap(({ path, id, mode }) => {
    const old = known.get(path);
    known.delete(path);
    return old?.id === id && old.mode === mode ? [] : [path];
  });
  return [...changed, ...known.keys()];
}
