import { KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import { bundledCrds } from '../crds';
import { defaultCrd, validateCrd } from '.';

function crd(
  schema: OpenApiSchema,
  spec: Record<string, unknown> = {},
): KubernetesObject {
  return defaultCrd({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'demoes.atlas.dev' },
    spec: {
      group: 'atlas.dev',
      scope: 'Namespaced',
      names: { kind: 'Demo', plural: 'demoes' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
        },
      ],
      ...spec,
    },
  });
}

const fields = (object: KubernetesObject) =>
  validateCrd(object).map(cause => `${cause.field}: ${cause.message}`);

// The API server looks for the schema here when all versions have the same.
const root = 'spec.validation.openAPIV3Schema';

describe('defaultCrd', () => {
  it('fills in the names and the conversion', () => {
    expect(crd({ type: 'object' }).spec).toMatchObject({
      names: { singular: 'demo', listKind: 'DemoList' },
      conversion: { strategy: 'None' },
    });
  });
});

describe('validateCrd', () => {
  it('accepts every bundled CRD', () => {
    const refused = bundledCrds()
      .map(defaultCrd)
      .flatMap(object =>
        validateCrd(object).map(cause => [object.metadata.name, cause]),
      );
    expect(refused).toEqual([]);
  });

  it('wants name, group, scope and one storage version', () => {
    expect(
      fields(
        crd({ type: 'object' }, { group: 'atlas', scope: 'All', versions: [] }),
      ),
    ).toEqual([
      'metadata.name: Invalid value: "demoes.atlas.dev": must be spec.names.plural+"."+spec.group',
      'spec.group: Invalid value: "atlas": should be a domain with at least one dot',
      'spec.scope: Unsupported value: "All": supported values: "Cluster", "Namespaced"',
      'spec.versions: Invalid value: []: must have exactly one version marked as storage version',
    ]);
  });

  it('wants a structural schema', () => {
    const schema: OpenApiSchema = {
      type: 'object',
      properties: {
        metadata: { type: 'object', default: {} },
        spec: {
          type: 'object',
          properties: {
            untyped: {},
            list: { type: 'array' },
            wrong: { type: 'text' },
            count: { type: 'integer', default: 'many' },
            ports: {
              type: 'array',
              'x-kubernetes-list-type': 'map',
              'x-kubernetes-list-map-keys': ['name'],
              items: {
                type: 'object',
                properties: { name: { type: 'string' } },
              },
            },
          },
          anyOf: [{ type: 'object' }],
        },
      },
    };
    const at = `${root}.properties[spec]`;
    expect(fields(crd(schema)).sort()).toEqual(
      [
        `${root}.properties[metadata].default: Forbidden: must not be set in top-level metadata`,
        `${at}.anyOf[0].type: Forbidden: must be empty to be structural`,
        `${at}.properties[untyped].type: Required value: must not be empty for specified object fields`,
        `${at}.properties[list].items: Required value: must be specified`,
        `${at}.properties[wrong].type: Unsupported value: "text": supported values: "array", "boolean", "integer", "number", "object", "string"`,
        `${at}.properties[count].default: Invalid value: "string":  in body must be of type integer: "string"`,
        `${at}.properties[ports].items.properties[name].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property`,
      ].sort(),
    );
  });
});
