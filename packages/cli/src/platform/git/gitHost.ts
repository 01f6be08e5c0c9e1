import { GitProvider, RepositoryAddress } from './repositoryAddress';

/** By this file a platform's repository is known. */
export const LANDMARK = 'flux/platform.yaml';

/** A repository as its host describes it. */
export interface RemoteRepository {
  /** It has no commit yet. */
  empty: boolean;
  private: boolean;
  /** Whether the token's account may push. */
  writable: boolean;
}

/** A Git host, signed in with a token, as far as one repository is concerned. */
export interface GitHost {
  provider: GitProvider;
  address: RepositoryAddress;
  /** User name and password for Git over http(s). */
  credentials: { username: string; password: string };
  /** Who the token belongs to. @throws PlatformError GitRefused */
  account(): Promise<{ login: string; email: string }>;
  /** Nothing when there is none, or none that this account may see. */
  repository(): Promise<RemoteRepository | undefined>;
  /** Whether its branch `main` holds a platform. */
  holdsPlatform(): Promise<boolean>;
  /** Makes it, private. @throws PlatformError GitRefused */
  createRepository(): Promise<void>;
  /** Removes it with everything in it; nothing when there is none. @throws PlatformError GitRefused */
  removeRepository(): Promise<void>;
}
