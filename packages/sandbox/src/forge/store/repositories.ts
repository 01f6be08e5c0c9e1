import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { initBareRepository } from '../git/refs';
import { readJsonFile, writeJsonFile } from './jsonFile';
import { RepositoryRecord } from './records';

const NAME = /^(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}$/;

/** True for what Gitea accepts as the name of a repository or an account. */
export function isRepositoryName(name: string): boolean {
  return NAME.test(name);
}

/** One repository: its record, where its Git data is, and a lock for what changes it. */
export class Repository {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly record: RepositoryRecord,
    /** The bare Git repository. */
    readonly directory: string,
    private readonly file: string,
  ) {}

  get fullName(): string {
    return `${this.record.owner}/${this.record.name}`;
  }

  /** Runs one change after the other. */
  exclusively<T>(change: () => Promise<T>): Promise<T> {
    const turn = this.last.then(change, change);
    this.last = turn.catch(() => undefined);
    return turn;
  }

  async save(): Promise<void> {
    await writeJsonFile(this.file, this.record);
  }

  /** Waits until every change that was begun is finished. */
  async settled(): Promise<void> {
    await this.last;
  }
}

/** All repositories below one directory: `<owner>/<name>.git` and `<owner>/<name>.json`. */
export class Repositories {
  private readonly known = new Map<string, Repository>();

  private constructor(private readonly dataDir: string) {}

  static async open(dataDir: string): Promise<Repositories> {
    const repositories = new Repositories(dataDir);
    await mkdir(dataDir, { recursive: true });
    for (const owner of await readdir(dataDir, { withFileTypes: true })) {
      if (!owner.isDirectory() || !isRepositoryName(owner.name)) continue;
      for (const file of await readdir(join(dataDir, owner.name))) {
        if (file.endsWith('.json')) {
          await repositories.load(join(dataDir, owner.name, file));
        }
      }
    }
    return repositories;
  }

  all(): Repository[] {
    return [...this.known.values()].sort((a, b) => a.record.id - b.record.id);
  }

  find(owner: string, name: string): Repository | undefined {
    return this.known.get(keyOf(owner, name));
  }

  /** Throws when the name is taken or none; callers check first. */
  async create(
    record: Pick<RepositoryRecord, 'owner' | 'name'> &
      Partial<RepositoryRecord>,
  ): Promise<Repository> {
    const { owner, name } = record;
    if (!isRepositoryName(owner) || !isRepositoryName(name)) {
      throw new Error(
        `"${owner}/${name}" cannot name a repository: letters, digits, ".", "_" and "-" only, not ending with ".git"`,
      );
    }
    if (this.find(owner, name)) {
      throw new Error(`The repository ${owner}/${name} exists already`);
    }
    const now = new Date().toISOString().replace(/\.\d+/, '');
    const repository = this.add({
      id: Math.max(0, ...this.all().map(other => other.record.id)) + 1,
      description: '',
      private: false,
      defaultBranch: 'main',
      createdAt: now,
      updatedAt: now,
      pulls: [],
      hooks: [],
      ...record,
    });
    await mkdir(join(this.dataDir, owner), { recursive: true });
    await initBareRepository(
      repository.directory,
      repository.record.defaultBranch,
    );
    await repository.save();
    return repository;
  }

  private async load(file: string): Promise<void> {
    const record = await readJsonFile(file);
    // Written by `save` and by nothing else; the fields it is filed under are checked all the same.
    const { owner, name } = record as RepositoryRecord;
    if (isRepositoryName(owner) && isRepositoryName(name)) {
      this.add(record as RepositoryRecord);
    }
  }

  private add(record: RepositoryRecord): Repository {
    const base = join(this.dataDir, record.owner, record.name);
    const repository = new Repository(record, `${base}.git`, `${base}.json`);
    this.known.set(keyOf(record.owner, record.name), repository);
    return repository;
  }
}

function keyOf(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase();
}
