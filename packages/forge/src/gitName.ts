import { ForgeError } from './forgeError';

const LONGEST_BRANCH = 100;
const LONGEST_PATH = 500;
// What `git check-ref-format` forbids anywhere in a name, control characters included.
const FORBIDDEN_IN_BRANCH = /[\p{Cc} ~^:?*[\\]/u;
const CONTROL_CHARACTER = /\p{Cc}/u;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const REPOSITORY_PART = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/;

/**
 * Returns the branch name when Git accepts it (`git check-ref-format --branch`) and it has at most
 * 100 characters, Gitea's limit. Throws `ForgeError` of kind `invalid` otherwise.
 */
export function checkedBranchName(name: string): string {
  const fault = branchFault(name);
  if (fault) throw invalid('use the branch', name, fault);
  return name;
}

function branchFault(name: string): string | undefined {
  if (name === '' || name.length > LONGEST_BRANCH) {
    return `a branch name has 1 to ${LONGEST_BRANCH} characters`;
  }
  if (FORBIDDEN_IN_BRANCH.test(name)) {
    return 'a branch name has no spaces, control characters, or any of ~ ^ : ? * [ \\';
  }
  if (name.includes('..') || name.includes('@{') || name === '@') {
    return 'a branch name contains neither ".." nor "@{"';
  }
  if (name.startsWith('-') || name.endsWith('.')) {
    return 'a branch name does not start with "-" or end with "."';
  }
  const parts = name.split('/');
  if (parts.some(part => part === '' || /^\.|\.lock$/.test(part))) {
    return 'no part of a branch name is empty, starts with "." or ends with ".lock"';
  }
  return undefined;
}

/**
 * Returns the path when it is relative, stays in the repository and is not Git's own.
 * Throws `ForgeError` of kind `invalid` otherwise.
 */
export function checkedPath(path: string): string {
  const fault = pathFault(path);
  if (fault) throw invalid('use the path', path, fault);
  return path;
}

function pathFault(path: string): string | undefined {
  if (path === '' || path.length > LONGEST_PATH) {
    return `a path has 1 to ${LONGEST_PATH} characters`;
  }
  if (CONTROL_CHARACTER.test(path) || path.includes('\\')) {
    return 'a path has no control characters and no backslash';
  }
  if (path.startsWith('/')) return 'a path is relative to the repository';
  const parts = path.split('/');
  if (parts.some(part => part === '' || part === '.' || part === '..')) {
    return 'no part of a path is empty, "." or ".."';
  }
  if (parts.some(part => part.toLowerCase() === '.git')) {
    return 'no part of a path is ".git"';
  }
  return undefined;
}

/** Returns the commit id when it is a whole one (SHA-1 or SHA-256). Throws `ForgeError` of kind `invalid` otherwise. */
export function checkedCommit(commit: string): string {
  if (COMMIT.test(commit)) return commit;
  throw invalid(
    'use the commit',
    commit,
    'a commit id is 40 or 64 of the digits 0-9 and a-f',
  );
}

/** Splits `owner/name`; `undefined` when it is not of that form. */
export function repositoryParts(
  repository: string,
): { owner: string; name: string } | undefined {
  const [owner, name, ...rest] = repository.split('/');
  return rest.length === 0 &&
    REPOSITORY_PART.test(owner ?? '') &&
    REPOSITORY_PART.test(name ?? '')
    ? { owner, name }
    : undefined;
}

/** Returns `owner/name` when it is of that form. Throws `ForgeError` of kind `invalid` otherwise. */
export function checkedRepository(repository: string): string {
  if (repositoryParts(repository)) return repository;
  throw new ForgeError({
    kind: 'invalid',
    request: `use the repository ${JSON.stringify(repository)}`,
    answer: 'a repository is named owner/name',
    advice: 'Correct kro.delivery.repository',
  });
}

/** Whether it can be the path of a GitLab project: `group/name`, or with subgroups in between. */
export function isProjectPath(repository: string): boolean {
  const parts = repository.split('/');
  return parts.length > 1 && parts.every(part => REPOSITORY_PART.test(part));
}

/** Returns the path of a GitLab project when it can be one. Throws `ForgeError` of kind `invalid` otherwise. */
export function checkedProject(repository: string): string {
  if (isProjectPath(repository)) return repository;
  throw new ForgeError({
    kind: 'invalid',
    request: `use the project ${JSON.stringify(repository)}`,
    answer: 'a project is named group/name, or with subgroups in between',
    advice: 'Correct kro.delivery.repository',
  });
}

function invalid(doing: string, value: string, fault: string): ForgeError {
  return new ForgeError({
    kind: 'invalid',
    request: `${doing} ${JSON.stringify(value)}`,
    answer: fault,
    advice: 'Choose another name',
  });
}
