import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gitText, runGit } from './runGit';

/** Sets the content of one file, or removes it with `null`. */
export interface TreeChange {
  path: string;
  content: Buffer | null;
  executable?: boolean;
}

/** Writes the tree that stands when `changes` are made to `base` (`undefined`: to nothing). Needs no work tree. */
export async function writeTree(
  directory: string,
  base: string | undefined,
  changes: TreeChange[],
): Promise<string> {
  const scratch = await mkdtemp(join(tmpdir(), 'mini-atlas-index-'));
  const env = { GIT_INDEX_FILE: join(scratch, 'index') };
  try {
    if (base) await runGit(['read-tree', base], { directory, env });
    const lines: string[] = [];
    for (const { path, content, executable } of changes) {
      const sha = content && (await writeBlob(directory, content));
      lines.push(
        sha
          ? `${executable ? '100755' : '100644'} ${sha}\t${path}\0`
          : `0 ${'0'.repeat(40)}\t${path}\0`,
      );
    }
    await runGit(['update-index', '-z', '--index-info'], {
      directory,
      env,
      input: lines.join(''),
    });
    return await gitText(['write-tree'], { directory, env });
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function writeBlob(directory: string, content: Buffer): Promise<string> {
  return gitText(['hash-object', '-w', '--stdin'], {
    directory,
    input: content,
  });
}
