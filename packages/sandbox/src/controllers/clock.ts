/** The present as Kubernetes writes it: RFC 3339 in UTC, whole seconds. */
export function now(): string {
  return rfc3339(Date.now());
}

/** A time in milliseconds since 1970 as Kubernetes writes it. */
export function rfc3339(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}
