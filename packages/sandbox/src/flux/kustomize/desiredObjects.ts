import { createHash } from 'node:crypto';
import { KubernetesObject } from '@mini-atlas/kro';
import { stringify } from 'yaml';
import { Client } from '../../client/client';
import { schemaFor } from '../../openapi';
import { SourceFiles } from '../source/sourceFiles';
import { BuildError } from './buildError';
import { buildManifests } from './buildManifests';
import { withKnownFields } from './knownFields';
import { KustomizationSpec } from './kustomizationSpec';

import { substituteInto } from './postBuild';

const GROUP = 'kustomize.toolkit.fluxcd.io';

/** What a Kustomization wants. */
export interface DesiredObjects {
  objects: KubernetesObject[];
  /** `sha256:…` of the built manifests. */
  digest: string;
}

/** Builds the manifests and marks them as this Kustomization's. Throws `BuildError`. */
export function desiredObjects(
  client: Client,
  owner: KubernetesObject,
  spec: KustomizationSpec,
  files: SourceFiles,
  rootName: string,
): DesiredObjects {
  if (spec.fault) throw new BuildError(spec.fault);
  const built = buildManifests({
    files,
    directory: spec.path,
    rootName,
    targetNamespace: spec.targetNamespace,
    patches: spec.patches,
    schemaOf: schemaFor,
    scopeOf: type => {
      const known = client.resolve(type);
      if (!known) return undefined;
      return known.namespaced ? 'Namespaced' : 'Cluster';
    },
  });
  const fill = spec.postBuild
    ? substituteInto(client, owner.metadata.namespace ?? '', spec.postBuild)
    : (object: KubernetesObject) => object;
  const originals = built.map(({ object, origin }) =>
    fill(spec.originAnnotations ? withOrigin(object, origin) : object),
  );
  return {
    objects: originals.map(object =>
      owned(withKnownFields(object), owner, spec),
    ),
    digest: digestOf(originals),
  };
}

function withOrigin(
  object: KubernetesObject,
  origin: string,
): KubernetesObject {
  return {
    ...object,
    metadata: {
      ...object.metadata,
      annotations: {
        ...object.metadata.annotations,
        'config.kubernetes.io/origin': `path: ${origin}\n`,
      },
    },
  };
}

function owned(
  object: KubernetesObject,
  { metadata }: KubernetesObject,
  { commonLabels, commonAnnotations }: KustomizationSpec,
): KubernetesObject {
  const annotations = { ...object.metadata.annotations, ...commonAnnotations };
  return {
    ...object,
    metadata: {
      ...object.metadata,
      labels: {
        ...object.metadata.labels,
        ...commonLabels,
        [`${GROUP}/name`]: metadata.name ?? '',
        [`${GROUP}/namespace`]: metadata.namespace ?? '',
      },
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
  };
}

function digestOf(objects: KubernetesObject[]): string {
  const text = objects
    .map(object => stringify(object, { sortMapEntries: true }))
    .join('---\n');
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
