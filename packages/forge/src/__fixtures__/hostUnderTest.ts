import { Forge } from '../forge';
import { MemoryGit } from './memoryGit';

/** A fake Git host with the repository `atlas/platform`, whose branch `main` has README.md and delivery/old.yaml. */
export interface HostUnderTest {
  /** A forge of it; by default with a token that may write. */
  forge(options?: {
    token?: string;
    signal?: AbortSignal;
    timeoutMs?: number;
    repository?: string;
    branch?: string;
  }): Forge;
  git: MemoryGit;
  /** Tokens: one that may read only. */
  guest: string;
  /** Does what the next request to make this asks for, and loses the answer. */
  loseAnswer(to: 'branch' | 'pull request' | 'merge'): void;
  /** Refuses the next request to open a pull request with an internal error. */
  refuseToOpen(): void;
  /** Never answers the next request that reads a file. */
  hang(): void;
  /** From now on no page of a list has more entries. */
  limitPages(entries: number): void;
  /** So many times it says that it still looks whether a pull request can be merged. */
  look(times: number): void;
  stop(): Promise<void>;
}
