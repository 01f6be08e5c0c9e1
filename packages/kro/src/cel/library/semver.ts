import { Environment } from '@marcbachmann/cel-js';

const NUMBER = '(0|[1-9]\\d*)';
const IDENTIFIER = '(?:0|[1-9]\\d*|\\d*[A-Za-z-][0-9A-Za-z-]*)';
const SEMVER = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`,
);

/** A version of semver.org 2.0.0, as Kubernetes' `semver()` takes it. */
class CelSemver {
  constructor(
    readonly core: [bigint, bigint, bigint],
    /** Identifiers of the pre-release; none for a release. */
    readonly preRelease: string[],
  ) {}

  static parse(text: string, normalize = false): CelSemver | undefined {
    const match = SEMVER.exec(normalize ? normalized(text) : text);
    return match
      ? new CelSemver(
          [BigInt(match[1]), BigInt(match[2]), BigInt(match[3])],
          match[4]?.split('.') ?? [],
        )
      : undefined;
  }

  compareTo(other: CelSemver): bigint {
    for (const [i, part] of this.core.entries()) {
      if (part !== other.core[i]) return part < other.core[i] ? -1n : 1n;
    }
    return comparePreReleases(this.preRelease, other.preRelease);
  }
}

/** `v1.02` becomes `1.2.0`. */
function normalized(text: string): string {
  const match = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(.*)$/.exec(text);
  if (!match) return text;
  const [, major, minor = '0', patch = '0', rest] = match;
  const core = [major, minor, patch].map(part => BigInt(part)).join('.');
  return `${core}${rest}`;
}

/** A release comes after its pre-releases; numbers come before words. */
function comparePreReleases(left: string[], right: string[]): bigint {
  if (left.length === 0 || right.length === 0) {
    return BigInt(Math.sign(right.length - left.length));
  }
  for (const [i, part] of left.entries()) {
    if (i >= right.length) return 1n;
    const order = compareIdentifiers(part, right[i]);
    if (order !== 0n) return order;
  }
  return left.length < right.length ? -1n : 0n;
}

function compareIdentifiers(left: string, right: string): bigint {
  const isNumber = (text: string) => /^\d+$/.test(text);
  if (isNumber(left) && isNumber(right)) {
    const difference = BigInt(left) - BigInt(right);
    if (difference === 0n) return 0n;
    return difference < 0n ? -1n : 1n;
  }
  if (isNumber(left) !== isNumber(right)) return isNumber(left) ? -1n : 1n;
  if (left === right) return 0n;
  return left < right ? -1n : 1n;
}

function required(text: string, normalize = false): CelSemver {
  const version = CelSemver.parse(text, normalize);
  if (version) return version;
  throw new Error(`invalid semantic version: ${text}`);
}

/** Adds Kubernetes' semver library. */
export function registerSemver(env: Environment) {
  const type = 'kubernetes.Semver';
  env
    .registerType(type, CelSemver)
    .registerFunction(
      'isSemver(string): bool',
      (text: string) => CelSemver.parse(text) !== undefined,
    )
    .registerFunction(
      'isSemver(string, bool): bool',
      (text: string, normalize: boolean) =>
        CelSemver.parse(text, normalize) !== undefined,
    )
    .registerFunction(`semver(string): ${type}`, (text: string) =>
      required(text),
    )
    .registerFunction(`semver(string, bool): ${type}`, required)
    .registerFunction(`${type}.major(): int`, ({ core }: CelSemver) => core[0])
    .registerFunction(`${type}.minor(): int`, ({ core }: CelSemver) => core[1])
    .registerFunction(`${type}.patch(): int`, ({ core }: CelSemver) => core[2])
    .registerFunction(
      `${type}.compareTo(${type}): int`,
      (left: CelSemver, right: CelSemver) => left.compareTo(right),
    )
    .registerFunction(
      `${type}.isLessThan(${type}): bool`,
      (left: CelSemver, right: CelSemver) => left.compareTo(right) < 0n,
    )
    .registerFunction(
      `${type}.isGreaterThan(${type}): bool`,
      (left: CelSemver, right: CelSemver) => left.compareTo(right) > 0n,
    );
}
