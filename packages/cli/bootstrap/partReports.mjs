import { existsSync, readFileSync } from 'node:fs';

/** What a program wrote to its report file; nothing when it did not get that far. */
export function read(report) {
  return existsSync(report) ? readFileSync(report, 'utf8') : undefined;
}

/** The same, of a report in JSON. */
export function readJson(report) {
  const text = read(report);
  return text === undefined ? undefined : JSON.parse(text);
}
