/** A time as Kubernetes writes it: RFC 3339 in UTC, to the second. Throws when a text is no time. */
export function timestamp(time: Date | string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) {
    throw new Error(
      `now is "${String(
        time,
      )}"; give a Date or an RFC 3339 time such as 2026-11-22T19:04:39Z`,
    );
  }
  return date.toISOString().replace(/\.\d{3}Z$/, 'Z');
}
