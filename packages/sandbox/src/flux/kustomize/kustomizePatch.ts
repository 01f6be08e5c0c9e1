import { KubernetesObject, OpenApiSchema, TypeRef } from '@mini-atlas/kro';
import { parseDocument } from 'yaml';
import {
  applyJsonPatch,
  applyMergePatch,
  applyStrategicMergePatch,
  PatchError,
} from '../../patch';
import { asFields, asList, asText, Fields } from '../fields';
import { idOf } from './kustomizeId';
import { ManifestError } from './parseManifests';

const TARGET_FIELDS = [
  'group',
  'version',
  'kind',
  'name',
  'namespace',
] as const;
type TargetField = (typeof TARGET_FIELDS)[number];

/** Which objects a patch is for: each text is a regular expression for the whole value. */
export type PatchTarget = Partial<Record<TargetField, RegExp>>;

/** An entry of `patches`, in a kustomization file or in `spec` of a Kustomization. */
export interface KustomizePatch {
  /** The patch itself, or the file that holds it. */
  from: { text: string } | { path: string };
  target?: PatchTarget;
  /** As it stands there, for messages. */
  written: Fields;
}

/** The schema of a built-in type, by which lists are merged; `undefined` for any other, whose lists are replaced. */
export type PatchSchema = (type: TypeRef) => OpenApiSchema | undefined;

/** A patch that kustomize refuses before it looks at any object; it shows the whole entry then. */
export class UnusablePatch extends ManifestError {}

/** Reads `patches`. @throws ManifestError for what is not imitated */
export function patchesOf(field: unknown): KustomizePatch[] {
  return asList(field)
    .map(asFields)
    .map(({ patch, path, target, ...others }) => {
      const more = Object.keys(others);
      if (more.length > 0) {
        throw new ManifestError(
          `the sandbox does not imitate ${more.join(', ')} of a patch`,
        );
      }
      const file = asText(path);
      return {
        from: file ? { path: file } : { text: asText(patch) ?? '' },
        written: {
          ...(patch ? { patch } : {}),
          ...(file ? { path: file } : {}),
          ...(target ? { target } : {}),
        },
        ...(target ? { target: targetOf(asFields(target)) } : {}),
      };
    });
}

function targetOf(fields: Fields): PatchTarget {
  const more = Object.keys(fields).filter(
    field => !TARGET_FIELDS.some(known => known === field),
  );
  if (more.length > 0) {
    throw new ManifestError(
      `the sandbox does not imitate ${more.join(
        ', ',
      )} of a patch's target; it knows ${TARGET_FIELDS.join(', ')}`,
    );
  }
  return Object.fromEntries(
    TARGET_FIELDS.flatMap(field => {
      const text = asText(fields[field]);
      return text ? [[field, whole(text)]] : [];
    }),
  );
}

function whole(text: string): RegExp {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ManifestError(`'${text}' of a patch's target: ${error.message}`);
  }
}

/**
 * Applies one patch to the objects that it is for: a list is RFC 6902, a mapping a strategic merge; the latter finds its
 * own object where no target is named, and takes it away with `$patch: delete`.
 *
 * @throws ManifestError for a patch that cannot be read, is for nothing or does not fit
 */
export function applyKustomizePatch(
  objects: KubernetesObject[],
  text: string,
  target: PatchTarget | undefined,
  schemaOf: PatchSchema,
): (KubernetesObject | undefined)[] {
  const patch = read(text);
  if (Array.isArray(patch)) {
    if (!target) {
      throw new ManifestError(
        `must specify a target for JSON patch [patch: ${quoted(text)}]`,
      );
    }
    return objects.map(object =>
      isFor(target, object)
        ? fitting(() => applyJsonPatch(object, patch))
        : object,
    );
  }
  const fields = asFields(patch);
  const own = target ?? targetOf(identityOf(fields));
  if (!target && !objects.some(object => isFor(own, object))) {
    const id = idOf(fields);
    throw new ManifestError(
      `no resource matches strategic merge patch "${id}": no matches for Id ${id}; failed to find unique target for patch ${id}`,
    );
  }
  return objects.map(object =>
    isFor(own, object) ? merged(object, fields, schemaOf) : object,
  );
}

function read(text: string): unknown {
  const document = parseDocument(text, { version: '1.1' });
  const value: unknown =
    document.errors.length > 0 ? undefined : document.toJS();
  if (typeof value === 'object' && value !== null) return value;
  throw new UnusablePatch(
    `unable to parse SM or JSON patch from [patch: ${quoted(text)}]`,
  );
}

function quoted(text: string): string {
  return JSON.stringify(text.trim());
}

function merged(
  object: KubernetesObject,
  patch: Fields,
  schemaOf: PatchSchema,
): KubernetesObject | undefined {
  if (patch.$patch === 'delete') return undefined;
  const schema = schemaOf(object);
  const { apiVersion, kind, metadata } = object;
  const { name, namespace } = metadata;
  const result = fitting(() =>
    schema
      ? applyStrategicMergePatch(schema, object, patch)
      : applyMergePatch(object, patch),
  );
  // A patch for several objects has a name that is none of theirs.
  return {
    ...result,
    apiVersion,
    kind,
    metadata: {
      ...result.metadata,
      name,
      ...(namespace ? { namespace } : {}),
    },
  };
}

function fitting<T>(patch: () => T): T {
  try {
    return patch();
  } catch (error) {
    if (!(error instanceof PatchError)) throw error;
    throw new ManifestError(error.detail);
  }
}

function isFor(target: PatchTarget, object: KubernetesObject): boolean {
  const identity = identityOf(object);
  return TARGET_FIELDS.every(
    field => target[field]?.test(identity[field]) ?? true,
  );
}

function identityOf({
  apiVersion,
  kind,
  metadata,
}: Fields): Record<TargetField, string> {
  const [version, group = ''] = String(apiVersion ?? '')
    .split('/')
    .reverse();
  const { name, namespace } = asFields(metadata);
  return {
    group,
    version,
    kind: String(kind ?? ''),
    name: String(name ?? ''),
    namespace: String(namespace ?? ''),
  };
}
