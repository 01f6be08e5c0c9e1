import { KubernetesObject } from '@mini-atlas/kro';
import { parseAllDocuments, Tags, YAMLParseError } from 'yaml';
import { asFields, asList, Fields } from '../fields';

/** A file that is no list of Kubernetes objects. */
export class ManifestError extends Error {}

// Kinds of YAML 1.1 that `sigs.k8s.io/yaml` leaves as the text they are.
const LEFT_AS_TEXT = [
  'timestamp',
  'intTime',
  'floatTime',
  'set',
  'omap',
  'pairs',
  'binary',
];

/**
 * Reads the objects of a YAML file as `sigs.k8s.io/yaml` does: YAML 1.1 (`yes` and `on` are booleans, keys become
 * text), several documents, `List`s taken apart. Throws `ManifestError`.
 */
export function parseManifests(text: string): KubernetesObject[] {
  const documents = parseAllDocuments(text, {
    version: '1.1',
    customTags: (tags: Tags) =>
      tags.filter(tag => !LEFT_AS_TEXT.includes(nameOf(tag))),
    uniqueKeys: true,
  });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap(document => {
    const [error] = document.errors;
    if (error) throw malformed(error);
    return objectsOf(jsonOf(document.toJS({ mapAsMap: true })));
  });
}

/** Reads a file that holds one mapping, such as `kustomization.yaml`. Throws `ManifestError`. */
export function parseMapping(text: string): Record<string, unknown> {
  const [document, ...more] = parseAllDocuments(text, { version: '1.1' });
  const [error] = document?.errors ?? [];
  if (error) throw malformed(error);
  if (more.length > 0) throw new ManifestError('it has more than one document');
  return asFields(document && jsonOf(document.toJS({ mapAsMap: true })));
}

function nameOf(tag: Tags[number]): string {
  if (typeof tag === 'string') return tag;
  return tag.tag.replace('tag:yaml.org,2002:', '') === 'int' &&
    'format' in tag &&
    tag.format === 'TIME'
    ? 'intTime'
    : tag.tag.replace('tag:yaml.org,2002:', '');
}

/** Maps to objects with text keys, as JSON has them. */
function jsonOf(value: unknown): unknown {
  if (value instanceof Map) {
    return Object.fromEntries(
      [...value].map(([key, entry]) => [String(key), jsonOf(entry)]),
    );
  }
  if (Array.isArray(value)) return value.map(jsonOf);
  return typeof value === 'bigint' ? Number(value) : value;
}

function objectsOf(value: unknown): KubernetesObject[] {
  if (value === null || value === undefined) return [];
  const fields = asFields(value);
  const { apiVersion, kind } = fields;
  if (typeof kind !== 'string' || kind === '') {
    throw new ManifestError(`missing kind in object ${inGo(fields)}`);
  }
  if (typeof apiVersion !== 'string' || apiVersion === '') {
    throw new ManifestError(`missing apiVersion in object ${inGo(fields)}`);
  }
  if (kind.endsWith('List') && Array.isArray(fields.items)) {
    return asList(fields.items).flatMap(objectsOf);
  }
  const metadata = asFields(fields.metadata);
  if (typeof metadata.name !== 'string' || metadata.name === '') {
    throw new ManifestError(`missing metadata.name in object ${inGo(fields)}`);
  }
  return [{ ...fields, apiVersion, kind, metadata }];
}

/** Says where, as go-yaml does; what is wrong there, each says in its own words. */
function malformed({ message, linePos }: YAMLParseError): ManifestError {
  const [words] = message.split(/ at line \d+|\n/);
  const line = linePos ? `line ${linePos[0].line}: ` : '';
  return new ManifestError(`MalformedYAMLError: yaml: ${line}${words}`);
}

/** What identifies an object, as Go prints kustomize's `ResourceMeta`. */
function inGo({ apiVersion, kind, metadata }: Fields): string {
  const { name, namespace, labels, annotations } = asFields(metadata);
  const text = (value: unknown) => String(value ?? '');
  const map = (value: unknown) =>
    Object.entries(asFields(value))
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, entry]) => `${key}:${entry}`)
      .join(' ');
  return `{{${text(apiVersion)} ${text(kind)}} {{${text(name)} ${text(
    namespace,
  )}} map[${map(labels)}] map[${map(annotations)}]}}`;
}
