import { CommitStatus, Forge, PullRequest } from '@mini-atlas/forge';
import { Remembered } from './remembered';

const MOST = 200;

/** Others may speak of a commit at any time; a page asks more often than they do. */
const STATUSES_MS = 5_000;

/** Reads what belongs to a commit. What a commit holds never changes: it is read once. Every method throws ForgeError. */
export class CommitReader {
  private readonly diffs = new Remembered<string>({ most: MOST });
  private readonly texts = new Remembered<string | undefined>({ most: MOST });
  private readonly said = new Remembered<CommitStatus[]>({
    most: MOST,
    milliseconds: STATUSES_MS,
  });

  constructor(private readonly forge: Forge) {}

  /** The unified diff of a pull request. */
  diff({ number, headCommit }: PullRequest): Promise<string> {
    return this.diffs.get(`${number} ${headCommit}`, () =>
      this.forge.diff(number),
    );
  }

  /** A file's text; `undefined` when the commit has none at that path. */
  file(path: string, commit: string): Promise<string | undefined> {
    return this.texts.get(`${commit} ${path}`, async () => {
      const file = await this.forge.readFile(path, commit);
      return file?.content;
    });
  }

  /** What others say of it, at most some seconds old. */
  statuses(commit: string): Promise<CommitStatus[]> {
    return this.said.get(commit, () => this.forge.statuses(commit));
  }
}
