import { PlatformError } from '../platformError';
import { documentsOf, isManifest, REQUIRED, requiredParts } from './manifest';
import { PlatformTree } from './platformTree';

const FILE = 'flux/core.yaml';

/** A part of Core: one Flux Kustomization, and the directory of the same name below `core`. */
export interface Part {
  name: string;
  dependsOn: string[];
  /** Parts without which it is left out too. */
  requires: string[];
  /** Cannot be done without. */
  required: boolean;
}

/** What a platform shall not be given, by name. */
export interface LeftOut {
  /** Parts that the platform does without. */
  without: string[];
  /** Parts that the cluster has already. */
  existing: string[];
}

/** The parts of Core in the order of the tree; none where the tree has no Core. */
export function partsOf(tree: PlatformTree): Part[] {
  return documentsOf(FILE, tree.get(FILE) ?? '')
    .map((document): unknown => document.toJS())
    .filter(isManifest)
    .filter(({ kind }) => kind === 'Kustomization')
    .map(manifest => ({
      name: manifest.metadata.name,
      dependsOn: namesOf(manifest.spec),
      requires: requiredParts(manifest),
      required: manifest.metadata.annotations?.[REQUIRED] === 'true',
    }));
}

function namesOf(spec: unknown): string[] {
  const { dependsOn } = (spec ?? {}) as { dependsOn?: { name: string }[] };
  return (dependsOn ?? []).map(({ name }) => name);
}

/**
 * Checks what shall be left out, and adds to it what goes with it: a part that requires one that the platform does
 * without.
 *
 * @throws PlatformError naming a part that does not exist, cannot be done without, is named both ways, or is kept
 *   without one that it depends on
 */
export function settleLeftOut(
  parts: Part[],
  { without, existing }: LeftOut,
): LeftOut {
  const known = new Map(parts.map(part => [part.name, part]));
  check('--without', without, parts, ({ required }) => !required);
  check('--existing', existing, parts, () => true);
  const both = without.find(name => existing.includes(name));
  if (both) {
    throw new PlatformError(
      'InvalidOption',
      `'${both}' stands in both --without and --existing.`,
      {
        next: 'Keep it in --existing when the cluster has it, else in --without.',
        exitCode: 2,
      },
    );
  }
  const gone = new Set(without);
  const follows = ({ name, requires }: Part) =>
    !gone.has(name) &&
    !existing.includes(name) &&
    requires.some(other => gone.has(other));
  for (;;) {
    const next = [...known.values()].find(follows);
    if (!next) break;
    gone.add(next.name);
  }
  requireWhole(
    parts.filter(({ name }) => !gone.has(name) && !existing.includes(name)),
    gone,
  );
  return { without: [...gone], existing };
}

/** A part whose operator is left out would never become ready. */
function requireWhole(kept: Part[], gone: Set<string>): void {
  for (const { name, dependsOn } of kept) {
    const missing = dependsOn.find(other => gone.has(other));
    if (!missing) continue;
    throw new PlatformError(
      'InvalidOption',
      `--without: '${name}' cannot be without '${missing}'.`,
      {
        next: `Leave out both: --without ${name},${missing}. Or keep both.`,
        exitCode: 2,
      },
    );
  }
}

function check(
  option: string,
  names: string[],
  parts: Part[],
  allowed: (part: Part) => boolean,
): void {
  const choices = parts.filter(allowed).map(({ name }) => name);
  const wrong = names.filter(name => !choices.includes(name));
  if (wrong.length === 0) return;
  const exist = parts.filter(({ name }) => wrong.includes(name));
  throw new PlatformError(
    'InvalidOption',
    exist.length
      ? `${option}: nothing works without '${exist[0].name}'.`
      : `${option}: '${wrong.join("', '")}' ${
          wrong.length > 1 ? 'are no parts' : 'is no part'
        } of the platform.`,
    { next: `Use any of: ${choices.join(', ')}.`, exitCode: 2 },
  );
}
