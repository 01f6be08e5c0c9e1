/** Encodes a path segment by segment. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** Web address of a repository. */
export function repositoryUrl(url: string, fullName: string): string {
  return `${url}/${fullName}`;
}

/** API address of a repository. */
export function repositoryApiUrl(url: string, fullName: string): string {
  return `${url}/api/v1/repos/${fullName}`;
}
