/** Now, as Gitea writes it: RFC 3339 in UTC, whole seconds. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+/, '');
}
