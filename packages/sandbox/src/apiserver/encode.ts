import { KubernetesObject } from '@mini-atlas/kro';
import { stringify } from 'yaml';
import { bodyJson, objectJson } from '../store/serialised';
import { ObjectList } from './listObjects';
import { Representation } from './negotiate';
import { present } from './present';
import { ServedType } from './servedType';
import { IncludedObject, partialMetadataJson, tableJson } from './table';

/** A body with its media type. */
export interface Encoded {
  contentType: string;
  body: string;
}

/** Writes JSON text in the format asked for. */
export function encodeJson(
  json: string,
  representation: Representation,
): Encoded {
  if (representation.format === 'yaml') {
    return { contentType: 'application/yaml', body: yamlOf(JSON.parse(json)) };
  }
  return {
    contentType: 'application/json',
    body: representation.pretty
      ? JSON.stringify(JSON.parse(json), undefined, 2)
      : json,
  };
}

/** YAML as Kubernetes writes it: fields sorted, lists not indented, YAML 1.1's special words quoted. */
function yamlOf(value: unknown): string {
  return stringify(value, {
    version: '1.1',
    sortMapEntries: true,
    indentSeq: false,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
}

/** The JSON of one object of this version, transformed as asked. */
export function objectText(
  type: ServedType,
  object: KubernetesObject,
  as: Representation['as'],
  include: IncludedObject,
): string {
  switch (as) {
    case 'Table':
      return tableJson(
        type,
        [object],
        { resourceVersion: object.metadata.resourceVersion },
        include,
      );
    case 'PartialObjectMetadata':
      return partialMetadataJson(object);
    default:
      return objectJson(object, object.apiVersion);
  }
}

/** The JSON of a list of stored objects, as lists of this version, transformed as asked. */
export function listText(
  type: ServedType,
  list: ObjectList,
  as: Representation['as'],
  include: IncludedObject,
): string {
  const metadata = {
    resourceVersion: String(list.revision),
    ...(list.continue ? { continue: list.continue } : {}),
    ...(list.remainingItemCount
      ? { remainingItemCount: list.remainingItemCount }
      : {}),
  };
  const objects = list.items.map(item => present(type, item));
  switch (as) {
    case 'Table':
      return tableJson(type, objects, metadata, include);
    case 'PartialObjectMetadataList':
      return listJson(
        'PartialObjectMetadataList',
        'meta.k8s.io/v1',
        metadata,
        objects.map(partialMetadataJson),
      );
    default:
      return listJson(
        type.listKind,
        type.apiVersion,
        metadata,
        objects.map(object =>
          type.custom ? objectJson(object, type.apiVersion) : bodyJson(object),
        ),
      );
  }
}

function listJson(
  kind: string,
  apiVersion: string,
  metadata: object,
  items: string[],
): string {
  return `{"kind":"${kind}","apiVersion":"${apiVersion}","metadata":${JSON.stringify(
    metadata,
  )},"items":[${items.join(',')}]}`;
}
