import { randomInt, randomUUID } from 'node:crypto';
import { KubernetesObject } from '@mini-atlas/kro';
import { Draft } from '../builtin/kindRules';
import { keyOf } from '../store/collection';
import { deepFreeze } from '../store/frozen';
import {
  admitCustom,
  admitNamespace,
  admitQuota,
  admitServiceAccount,
} from './admit';
import { admitLimitBounds } from './admitLimitBounds';
import { admitLimitDefaults } from './admitLimitDefaults';
import { Backend, timestamp } from './backend';
import { decodeDraft, withDefaults } from './drafts';
import { hasGeneration } from './generation';
import { present, toStored } from './present';
import { alreadyExists, versionOnCreate } from './refusals';
import { ServedType } from './servedType';
import { trackOwnership, withSchemaDefaults } from './typing';
import { validateObject } from './validateObject';
import { warnOfFinalizers } from './warnOfFinalizers';
import { ObjectKey, ObjectWrite } from './writeOptions';

/** Letters of generated names; without vowels and what looks alike, as Kubernetes has them. */
const NAME_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
const LONGEST_BASE = 63 - SUFFIX_LENGTH;

/** Fields of metadata that only the server writes. */
const SERVER_FIELDS = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'selfLink',
] as const;

/**
 * Creates an object from what a client sent, and returns it (not stored in a dry run).
 * @throws StatusError
 */
export function createObject(
  backend: Backend,
  type: ServedType,
  key: { namespace?: string; name?: string },
  input: unknown,
  write: ObjectWrite,
): KubernetesObject {
  const draft = withDefaults(type, decodeDraft(type, key, input, write));
  return storeNew(backend, type, draft, write, object =>
    trackOwnership(type, undefined, object, {
      manager: write.manager,
      subresource: write.subresource,
      now: timestamp(new Date()),
    }),
  );
}

/**
 * The rest of a create, from a decoded and defaulted draft; server-side apply comes in here, too.
 * @param own - writes `metadata.managedFields`
 */
export function storeNew(
  backend: Backend,
  type: ServedType,
  draft: Draft,
  write: ObjectWrite,
  own: (object: KubernetesObject) => KubernetesObject,
): KubernetesObject {
  // What is filled from here on belongs to nobody.
  const { managedFields } = own(draft).metadata;
  const key = nameDraft(type, draft);
  const context = backend.ruleContext();
  if (type.namespaced) {
    admitNamespace(backend, type, key.namespace ?? '', key.name);
  }
  admitCustom(backend, type, key.name);
  const { resourceVersion } = draft.metadata;
  SERVER_FIELDS.forEach(field => delete draft.metadata[field as never]);
  draft.metadata.uid = randomUUID();
  draft.metadata.creationTimestamp = context.now;
  if (hasGeneration(type)) draft.metadata.generation = 1;
  if (type.custom && type.subresources.includes('status')) delete draft.status;
  admitServiceAccount(backend, type, draft);
  admitLimitDefaults(backend, type, draft);
  type.rules.prepareCreate?.(draft, context);
  validateObject(backend, type, draft, undefined, context, write);
  warnOfFinalizers(type, draft, undefined, write);

  admitLimitBounds(backend, type, draft);
  admitQuota(backend, type, draft);
  const collection = backend.collection(type);
  const storeKey = keyOf(key.namespace, key.name);
  if (resourceVersion) throw versionOnCreate();
  const standing = collection.get(storeKey);
  if (standing) throw alreadyExists(type, key.name, standing);
  // Once more, since the status that was sent is gone: the API server fills what it reads from its store.
  const filled = withSchemaDefaults(type, draft);
  const { managedFields: _sent, ...metadata } = filled.metadata;
  const object = toStored(type, {
    ...filled,
    metadata: managedFields?.length ? { ...metadata, managedFields } : metadata,
  });
  return present(
    type,
    write.dryRun ? deepFreeze(object) : collection.put(storeKey, object),
  );
}

function nameDraft(type: ServedType, { metadata }: Draft): ObjectKey {
  if (!metadata.name && metadata.generateName) {
    const base = metadata.generateName.slice(0, LONGEST_BASE);
    metadata.name = base + nameSuffix();
  }
  return {
    name: metadata.name ?? '',
    ...(type.namespaced ? { namespace: metadata.namespace } : {}),
  };
}

function nameSuffix(): string {
  return Array.from(
    { length: SUFFIX_LENGTH },
    () => NAME_LETTERS[randomInt(NAME_LETTERS.length)],
  ).join('');
}
