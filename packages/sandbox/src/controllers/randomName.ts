import { randomInt } from 'node:crypto';

/** The letters and digits Kubernetes makes names of: no vowels, nothing that is easily confused. */
export const SAFE_CHARACTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A random suffix as in `hello-78596ff468-52cr4`; five characters by default. */
export function randomSuffix(length = 5): string {
  return Array.from(
    { length },
    () => SAFE_CHARACTERS[randomInt(SAFE_CHARACTERS.length)],
  ).join('');
}
