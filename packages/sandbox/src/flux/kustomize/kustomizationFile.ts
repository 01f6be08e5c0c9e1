import { posix } from 'node:path';
import { asFields, asList } from '../fields';
import { SourceFiles } from '../source/sourceFiles';
import { KustomizePatch, patchesOf } from './kustomizePatch';
import { ManifestError, parseMapping } from './parseManifests';

const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const IMITATED = [
  'apiVersion',
  'kind',
  'metadata',
  'resources',
  'namespace',
  'commonLabels',
  'commonAnnotations',
  'labels',
  'buildMetadata',
  'patches',
];

/** Labels to add, and how far they go. */
export interface LabelRule {
  pairs: Record<string, string>;
  /** Also into selectors, and with them into pod templates. */
  includeSelectors: boolean;
  includeTemplates: boolean;
}

/** What the sandbox imitates of `kustomize.config.k8s.io` Kustomization. */
export interface KustomizationFile {
  resources: string[];
  namespace?: string;
  labels: LabelRule[];
  annotations?: Record<string, string>;
  patches: KustomizePatch[];
}

/** Path of a directory's kustomization file; `undefined` when it has none. */
export function kustomizationAt(
  files: SourceFiles,
  directory: string,
): string | undefined {
  return NAMES.map(name => posix.join(directory, name)).find(
    path => files.read(path) !== undefined,
  );
}

/** Throws `ManifestError` when it is no kustomization, or has fields that the sandbox does not imitate. */
export function readKustomizationFile(text: string): KustomizationFile {
  const fields = parseMapping(text);
  const others = Object.keys(fields).filter(field => !IMITATED.includes(field));
  if (others.length > 0) {
    throw new ManifestError(
      `the sandbox does not imitate ${others.join(
        ', ',
      )} of a kustomization file; it knows ${IMITATED.slice(3).join(', ')}`,
    );
  }
  return {
    resources: asList(fields.resources).map(String),
    ...(typeof fields.namespace === 'string'
      ? { namespace: fields.namespace }
      : {}),
    ...(fields.commonAnnotations
      ? { annotations: texts(fields.commonAnnotations) }
      : {}),
    patches: patchesOf(fields.patches),
    labels: [
      ...asList(fields.labels)
        .map(asFields)
        .map(rule => ({
          pairs: texts(rule.pairs),
          includeSelectors: rule.includeSelectors === true,
          includeTemplates: rule.includeTemplates === true,
        })),
      ...(fields.commonLabels
        ? [
            {
              pairs: texts(fields.commonLabels),
              includeSelectors: true,
              includeTemplates: true,
            },
          ]
        : []),
    ],
  };
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(asFields(value)).map(([key, entry]) => [key, String(entry)]),
  );
}
