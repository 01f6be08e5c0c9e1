/** An account of the forge, as it is given at the start. */
export interface ForgeUser {
  login: string;
  email: string;
  /** Access token; also accepted as the password. */
  token: string;
  /** What the token is good for, as Gitea names it; default: `all`. */
  scopes?: string[];
  /** May do everything in every repository. */
  admin?: boolean;
}

/** An account with what the forge adds. */
export interface Account extends ForgeUser {
  id: number;
  createdAt: string;
}

/** A comment on a pull request. Times are RFC 3339. */
export interface CommentRecord {
  id: number;
  author: string;
  body: string;
  createdAt: string;
  updatedAt: string;
}

/** A pull request as it is kept beside its repository. Times are RFC 3339. */
export interface PullRecord {
  id: number;
  number: number;
  title: string;
  body: string;
  /** How often the body has been changed. */
  bodyVersion?: number;
  /** Login. */
  author: string;
  state: 'open' | 'closed';
  headBranch: string;
  baseBranch: string;
  /** Last known commit of the head branch. */
  headCommit: string;
  createdAt: string;
  updatedAt: string;
  closedAt?: string;
  merged?: {
    at: string;
    /** Login. */
    by: string;
    commit: string;
    /** Where head and base had parted. */
    mergeBase: string;
  };
  comments: CommentRecord[];
}

/** A webhook of a repository. */
export interface HookRecord {
  id: number;
  url: string;
  secret: string;
  contentType: 'json' | 'form';
  events: string[];
  active: boolean;
  createdAt: string;
  updatedAt: string;
}

/** What collaborators may do, each including the ones before. */
export const PERMISSIONS = ['read', 'write', 'admin'] as const;

/** One of `PERMISSIONS`. */
export type Permission = (typeof PERMISSIONS)[number];

/** Somebody besides the owner who may do something in a repository. */
export interface Collaborator {
  login: string;
  permission: Permission;
}

/** A repository as it is kept beside its Git data. */
export interface RepositoryRecord {
  id: number;
  owner: string;
  name: string;
  description: string;
  private: boolean;
  defaultBranch: string;
  createdAt: string;
  updatedAt: string;
  collaborators?: Collaborator[];
  pulls: PullRecord[];
  hooks: HookRecord[];
}

/** A token made through the API. The token itself is not kept. */
export interface TokenRecord {
  id: number;
  login: string;
  name: string;
  scopes: string[];
  /** Hex SHA-256 of the token. */
  digest: string;
  lastEight: string;
  createdAt: string;
}
