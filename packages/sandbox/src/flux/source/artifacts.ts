import { createHash } from 'node:crypto';
import {
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runGit } from '../../forge/git/runGit';
import { listTree, TreeEntry } from '../../forge/git/trees';
import { systemErrorCode } from '../../forge/systemError';
import { IGNORE_PATHSPECS, isIgnored } from './defaultIgnore';
import { SourceFiles } from './sourceFiles';

/** Names a GitRepository. */
export interface SourceName {
  namespace: string;
  name: string;
}

/** A stored archive of one commit. */
export interface StoredArtifact {
  /** Below the storage, as in the artifact's URL. */
  path: string;
  digest: string;
  size: number;
}

/** Keeps fetched repositories and their archives in a directory. */
export class Artifacts {
  private readonly lastFiles = new Map<
    string,
    { sha: string; files: Promise<SourceFiles> }
  >();

  constructor(private readonly cacheDir: string) {}

  /** The bare repository that a source is fetched into. */
  gitDirectory({ namespace, name }: SourceName): string {
    return join(this.cacheDir, 'git', namespace, `${name}.git`);
  }

  /** Archives a fetched commit, and forgets the archives of earlier ones. */
  async store(source: SourceName, sha: string): Promise<StoredArtifact> {
    const path = pathOf(source, sha);
    const file = this.fileOf(path);
    const { stdout } = await runGit(
      ['archive', '--format=tar.gz', sha, '--', '.', ...IGNORE_PATHSPECS],
      { directory: this.gitDirectory(source) },
    );
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, stdout);
    await this.keepOnly(file);
    const digest = createHash('sha256').update(stdout).digest('hex');
    return { path, digest: `sha256:${digest}`, size: stdout.length };
  }

  /** An archive's content; `undefined` when there is none at that path. */
  async read(path: string): Promise<Buffer | undefined> {
    if (
      !/^gitrepository\/[^/.][^/]*\/[^/.][^/]*\/[0-9a-f]{40}\.tar\.gz$/.test(
        path,
      )
    ) {
      return undefined;
    }
    try {
      return await readFile(this.fileOf(path));
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Whether the archive of a commit is stored. */
  async has(source: SourceName, sha: string): Promise<boolean> {
    try {
      await stat(this.fileOf(pathOf(source, sha)));
      return true;
    } catch (error) {
      if (systemErrorCode(error) === 'ENOENT') return false;
      throw error;
    }
  }

  /** The files of a stored commit. Those of the last one asked for are kept: several Kustomizations read them. */
  files(source: SourceName, sha: string): Promise<SourceFiles> {
    const key = `${source.namespace}/${source.name}`;
    const kept = this.lastFiles.get(key);
    if (kept?.sha === sha) return kept.files;
    const files = this.readFiles(source, sha);
    this.lastFiles.set(key, { sha, files });
    // A failed reading is not to be kept; who asked for it hears of it.
    files.catch(() => this.lastFiles.delete(key));
    return files;
  }

  private async readFiles(
    source: SourceName,
    sha: string,
  ): Promise<SourceFiles> {
    const directory = this.gitDirectory(source);
    const entries = await listTree(directory, sha, '', true);
    const kept = entries.filter(entry => !isIgnored(entry.path));
    return new SourceFiles(
      kept.map(entry => entry.path),
      await readManifests(directory, kept),
    );
  }

  /** Forgets a source. */
  async remove({ namespace, name }: SourceName): Promise<void> {
    this.lastFiles.delete(`${namespace}/${name}`);
    const below = join(this.cacheDir, 'artifacts', 'gitrepository', namespace);
    await rm(join(below, name), { recursive: true, force: true });
    await rm(this.gitDirectory({ namespace, name }), {
      recursive: true,
      force: true,
    });
  }

  private async keepOnly(file: string): Promise<void> {
    const directory = dirname(file);
    for (const other of await readdir(directory)) {
      if (join(directory, other) !== file) await rm(join(directory, other));
    }
  }

  private fileOf(path: string): string {
    return join(this.cacheDir, 'artifacts', path);
  }
}

function pathOf({ namespace, name }: SourceName, sha: string): string {
  return `gitrepository/${namespace}/${name}/${sha}.tar.gz`;
}

/** Reads the files that may hold manifests, all in one run of Git. */
async function readManifests(
  directory: string,
  entries: TreeEntry[],
): Promise<Map<string, string>> {
  const wanted = entries.filter(
    ({ type, mode, path }) =>
      type === 'blob' &&
      mode !== '120000' &&
      (/\.ya?ml$/.test(path) || /(^|\/)Kustomization$/.test(path)),
  );
  const { stdout } = await runGit(['cat-file', '--batch'], {
    directory,
    input: wanted.map(({ sha }) => `${sha}\n`).join(''),
  });
  const contents = new Map<string, string>();
  let offset = 0;
  for (const { path } of wanted) {
    const end = stdout.indexOf('\n', offset);
    const size = Number(stdout.toString('utf8', offset, end).split(' ')[2]);
    contents.set(path, stdout.toString('utf8', end + 1, end + 1 + size));
    offset = end + 1 + size + 1;
  }
  return contents;
}
