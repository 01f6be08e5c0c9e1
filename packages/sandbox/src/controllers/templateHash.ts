import { SAFE_CHARACTERS } from './randomName';

/**
 * A short hash of a pod template, for names such as `hello-78596ff468`: FNV-1a over the canonical JSON,
 * in the characters Kubernetes uses. Kubernetes hashes a dump of its Go structures, so the values differ.
 */
export function templateHash(template: unknown): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(canonicalJson(template))) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return [...String(hash)]
    .map(digit => SAFE_CHARACTERS[digit.charCodeAt(0) % SAFE_CHARACTERS.length])
    .join('');
}

/** JSON with sorted keys, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, entry) =>
    typeof entry === 'object' && entry !== null && !Array.isArray(entry)
      ? Object.fromEntries(
          Object.entries(entry).sort(([a], [b]) => (a < b ? -1 : 1)),
        )
      : entry,
  );
}
