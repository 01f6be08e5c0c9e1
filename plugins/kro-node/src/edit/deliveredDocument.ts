import { KubernetesObject } from '@mini-atlas/kro';
import { Document, parseAllDocuments } from 'yaml';
import { InvalidFieldError } from '../present/invalidFieldError';
import { DeliveryTarget } from './deliveryTarget';

/** A file of the delivery repository: the YAML as it is written, and what it says. */
export interface DeliveredDocument {
  document: Document;
  /** With the namespace of its instance, also where the file leaves that to Flux. */
  manifest: KubernetesObject;
}

/**
 * Reads the file of an instance.
 *
 * @throws InvalidFieldError of the field `instance` when there is no file, or when it holds anything but the one
 * manifest of that instance: then only a person can tell what to do with the rest.
 */
export function readDelivered(
  target: DeliveryTarget,
  text: string | undefined,
): DeliveredDocument {
  if (text === undefined) {
    throw refused(
      target,
      'is not in Git: it may be removed already, or was never delivered through this repository',
    );
  }
  const documents = parseAllDocuments(text, { compat: 'yaml-1.1' });
  if (!Array.isArray(documents) || documents.length !== 1) {
    throw refused(
      target,
      'must hold one YAML document and holds several or none; change it in Git',
    );
  }
  const [document] = documents;
  const problem = document.errors.at(0)?.message;
  if (problem) {
    throw refused(target, `is no valid YAML; correct it in Git: ${problem}`);
  }
  const manifest = identified(target, document.toJS());
  if (!manifest) {
    const { kind } = target.abstraction;
    throw refused(
      target,
      `must hold the ${kind} ${target.name} and holds something else; change it in Git`,
    );
  }
  return { document, manifest };
}

/** The manifest, when it is that of the target. */
function identified(
  { abstraction, name, namespace }: DeliveryTarget,
  value: unknown,
): KubernetesObject | undefined {
  const { apiVersion, kind, metadata, ...rest } = Object(value);
  const found = Object(metadata);
  if (apiVersion !== abstraction.apiVersion) return undefined;
  if (kind !== abstraction.kind || found.name !== name) return undefined;
  if (found.namespace !== undefined && found.namespace !== namespace) {
    return undefined;
  }
  return {
    apiVersion,
    kind,
    metadata: { ...found, name, ...(namespace ? { namespace } : {}) },
    ...rest,
  };
}

function refused(target: DeliveryTarget, rule: string): InvalidFieldError {
  return new InvalidFieldError(
    'instance',
    `instance is "${target.ref}": its file ${target.path} ${rule}`,
  );
}
