import {
  crdLabels,
  Graph,
  JsonObject,
  KRO_LABELS,
  KubernetesObject,
} from '@mini-atlas/kro';
import { Client } from '../../client/client';
import { jsonEqual } from '../../schema/jsonEqual';
import { isTrue } from '../conditions';
import { Fields, fields, items } from '../fields';
import { KRO_MANAGER } from './kroNames';
import { breakingSummary, compareSchemas } from './schemaCompatibility';

const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
};

/** The name of the CRD that serves a graph's instances. */
export function crdName(graph: Graph): string {
  return `${graph.plural}.${graph.group}`;
}

/**
 * Creates or updates the CRD of a graph as `pkg/client/crd.go` of KRO 0.9.4 does; a breaking change needs
 * `allowBreaking`. Returns the CRD, which may not be established yet.
 * @throws Error in KRO's words when the CRD belongs to somebody else or the change is breaking
 */
export function ensureCrd(
  client: Client,
  graph: Graph,
  rgd: KubernetesObject,
  allowBreaking: boolean,
): KubernetesObject {
  const name = crdName(graph);
  const desired = withLabels(graph.crd, crdLabels(rgd));
  const existing = client.get({ ...CRD, name });
  if (!existing) {
    try {
      return client.create(desired, KRO_MANAGER);
    } catch (error) {
      throw new Error(`failed to create CRD: ${messageOf(error)}`);
    }
  }
  checkOwner(existing, rgd);
  const [before, after] = [versionOf(existing), versionOf(desired)];
  const changes =
    before.name === after.name
      ? compareSchemas(schemaOf(before), schemaOf(after))
      : {
          changed: true,
          breaking: [`Type changed from ${before.name} to ${after.name}`],
        };
  const namesChanged = !hasNames(existing, desired);
  if (!changes.changed && !namesChanged) return existing;
  if (changes.breaking.length > 0 && !allowBreaking) {
    throw new Error(
      `cannot update CRD ${name}: breaking changes detected: ${breakingSummary(
        changes.breaking,
      )}`,
    );
  }
  return client.patch({ ...CRD, name }, patchOf(desired), KRO_MANAGER);
}

/** Whether the API server serves the CRD. */
export function isEstablished(crd: KubernetesObject): boolean {
  return isTrue(fields(crd.status).conditions, 'Established');
}

/** Deletes the CRD of an RGD, where it is that RGD's. */
export function deleteCrd(client: Client, name: string, rgd: KubernetesObject) {
  const crd = client.get({ ...CRD, name });
  if (crd?.metadata.labels?.[KRO_LABELS.definitionName] === rgd.metadata.name) {
    client.delete({ ...CRD, name });
  }
}

function withLabels(
  crd: KubernetesObject,
  labels: Record<string, string>,
): KubernetesObject {
  const copy = structuredClone(crd);
  copy.metadata.labels = { ...copy.metadata.labels, ...labels };
  return copy;
}

function checkOwner(crd: KubernetesObject, rgd: KubernetesObject): void {
  const { name, labels = {} } = crd.metadata;
  if (labels[KRO_LABELS.owned] !== 'true') {
    throw new Error(
      `failed to update CRD ${name}: CRD already exists and is not owned by KRO`,
    );
  }
  if (labels[KRO_LABELS.definitionName] !== rgd.metadata.name) {
    throw new Error(
      `failed to update CRD ${name}: CRD is owned by another ResourceGraphDefinition ${
        labels[KRO_LABELS.definitionName]
      }`,
    );
  }
}

function versionOf(crd: KubernetesObject): Fields {
  return items(fields(crd.spec).versions)[0] ?? {};
}

function schemaOf(version: Fields): unknown {
  return fields(version.schema).openAPIV3Schema;
}

function hasNames(
  existing: KubernetesObject,
  desired: KubernetesObject,
): boolean {
  const names = (crd: KubernetesObject) =>
    JSON.parse(JSON.stringify(fields(crd.spec).names ?? {}));
  const [standing, wanted] = [names(existing), names(desired)];
  return Object.keys(wanted).every(key =>
    jsonEqual(wanted[key], standing[key]),
  );
}

function patchOf(desired: KubernetesObject): JsonObject {
  const { metadata, spec } = JSON.parse(JSON.stringify(desired));
  return {
    metadata: {
      labels: metadata.labels,
      ...(metadata.annotations ? { annotations: metadata.annotations } : {}),
    },
    spec: {
      ...spec,
      names: {
        ...spec.names,
        shortNames: spec.names.shortNames ?? null,
        categories: spec.names.categories ?? null,
      },
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
