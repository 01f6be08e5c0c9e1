import { KubernetesObject } from '@mini-atlas/kro';
import { stringify } from 'yaml';
import { Client } from '../../client/client';
import { asFields, asList, asText } from '../fields';
import { BuildError } from './buildError';
import { gvkOf } from './kustomizeId';
import { ManifestError, parseManifests } from './parseManifests';
import { SubstitutionError, substituteVariables } from './substituteVariables';

const NAME = '^[_[:alpha:]][_[:alpha:][:digit:]]*$';
const DISABLED = 'kustomize.toolkit.fluxcd.io/substitute';

/** `spec.postBuild` of a Kustomization, read. */
export interface PostBuild {
  /** Its own variables; they win. */
  substitute: Map<string, string>;
  substituteFrom: { kind: string; name: string; optional: boolean }[];
  /** Substitute even without a variable. */
  always: boolean;
}

/** Reads the field; `undefined` where there is none. */
export function postBuildOf(field: unknown): PostBuild | undefined {
  if (field === undefined || field === null) return undefined;
  const { substitute, substituteFrom, substituteStrategy } = asFields(field);
  return {
    substitute: onOneLine(asFields(substitute)),
    substituteFrom: asList(substituteFrom)
      .map(asFields)
      .map(({ kind, name, optional }) => ({
        kind: asText(kind) ?? '',
        name: asText(name) ?? '',
        optional: optional === true,
      })),
    always: substituteStrategy === 'Always',
  };
}

/**
 * Fills variables into built objects, as Flux does before it applies them: each as YAML, so that `replicas: ${COUNT}`
 * becomes a number. After `fluxcd/pkg/kustomize/kustomize_varsub.go`.
 *
 * @throws BuildError naming the object, and what cannot be read or found
 */
export function substituteInto(
  client: Client,
  namespace: string,
  { substitute, substituteFrom, always }: PostBuild,
): (object: KubernetesObject) => KubernetesObject {
  return object => {
    const { labels, annotations } = object.metadata;
    const isLeft =
      labels?.[DISABLED] === 'disabled' ||
      annotations?.[DISABLED] === 'disabled';
    if (isLeft) return object;
    try {
      const variables = new Map([
        ...substituteFrom.flatMap(from => [
          ...variablesOf(client, namespace, from),
        ]),
        ...substitute,
      ]);
      checkNames(variables);
      if (variables.size === 0 && !always) return object;
      const [filled] = parseManifests(
        evaluated(stringify(object, { version: '1.1' }), variables),
      );
      return filled;
    } catch (error) {
      if (
        !(error instanceof SubstitutionError || error instanceof ManifestError)
      ) {
        throw error;
      }
      throw new BuildError(
        `post build failed for '${gvkOf(object)}/${object.metadata.name}': ${
          error.message
        }`,
      );
    }
  };
}

function variablesOf(
  client: Client,
  namespace: string,
  { kind, name, optional }: PostBuild['substituteFrom'][number],
): Map<string, string> {
  const source = client.get({ apiVersion: 'v1', kind, namespace, name });
  if (!source) {
    if (optional) return new Map();
    throw new SubstitutionError(
      `substitute from '${kind}/${name}' error: ${kind.toLowerCase()}s "${name}" not found`,
    );
  }
  const data = asFields(source.data);
  return onOneLine(
    kind === 'Secret'
      ? Object.fromEntries(
          Object.entries(data).map(([key, value]) => [
            key,
            Buffer.from(String(value), 'base64').toString(),
          ]),
        )
      : data,
  );
}

function onOneLine(fields: Record<string, unknown>): Map<string, string> {
  return new Map(
    Object.entries(fields).map(([key, value]) => [
      key,
      String(value).replaceAll('\n', ''),
    ]),
  );
}

function checkNames(variables: Map<string, string>): void {
  for (const name of variables.keys()) {
    if (!/^[_A-Za-z][_A-Za-z0-9]*$/.test(name)) {
      throw new SubstitutionError(
        `envsubst error: '${name}' var name is invalid, must match '${NAME}'`,
      );
    }
  }
}

function evaluated(text: string, variables: Map<string, string>): string {
  try {
    return substituteVariables(text, variables);
  } catch (error) {
    if (!(error instanceof SubstitutionError)) throw error;
    throw new SubstitutionError(
      `envsubst error: variable substitution failed: ${error.message}`,
    );
  }
}
