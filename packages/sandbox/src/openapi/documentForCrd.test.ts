import { KubernetesObject } from '@mini-atlas/kro';
import { bundledCrds } from '../crds';
import {
  builtinDocument,
  crdSpec,
  documentForCrd,
  mergeDocuments,
  schemaIn,
} from '.';

const demo: KubernetesObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'demoes.atlas.dev' },
  spec: {
    group: 'atlas.dev',
    scope: 'Namespaced',
    names: { kind: 'Demo', plural: 'demoes', listKind: 'DemoList' },
    versions: [
      {
        name: 'v1alpha1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  port: { 'x-kubernetes-int-or-string': true },
                  child: {
                    type: 'object',
                    'x-kubernetes-embedded-resource': true,
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
};

describe('documentForCrd', () => {
  const document = documentForCrd(demo, 'v1alpha1');
  const collection = '/apis/atlas.dev/v1alpha1/namespaces/{namespace}/demoes';

  it('names the schemas as the server does and says their kinds', () => {
    expect(
      document.components.schemas['dev.atlas.v1alpha1.Demo'],
    ).toMatchObject({
      'x-kubernetes-group-version-kind': [
        { group: 'atlas.dev', version: 'v1alpha1', kind: 'Demo' },
      ],
    });
    expect(
      document.components.schemas['dev.atlas.v1alpha1.DemoList'].required,
    ).toEqual(['items']);
  });

  it('gives the object its apiVersion, kind and metadata', () => {
    const schema = schemaIn(document, {
      apiVersion: 'atlas.dev/v1alpha1',
      kind: 'Demo',
    });
    expect(Object.keys(schema?.properties ?? {}).sort()).toEqual([
      'apiVersion',
      'kind',
      'metadata',
      'spec',
    ]);
    expect(schema?.properties?.metadata.properties?.finalizers).toMatchObject({
      'x-kubernetes-list-type': 'set',
    });
    expect(schema?.properties?.spec.properties?.port.anyOf).toEqual([
      { type: 'integer' },
      { type: 'string' },
    ]);
    expect(schema?.properties?.spec.properties?.child.required).toEqual([
      'kind',
      'apiVersion',
    ]);
  });

  it('publishes paths with verbs, kinds and fieldValidation', () => {
    expect(Object.keys(document.paths).sort()).toEqual([
      '/apis/atlas.dev/v1alpha1/demoes',
      collection,
      `${collection}/{name}`,
      `${collection}/{name}/status`,
    ]);
    const patch = document.paths[`${collection}/{name}`].patch;
    expect(patch).toMatchObject({
      operationId: 'patchAtlasDevV1alpha1NamespacedDemo',
      tags: ['atlasDev_v1alpha1'],
      'x-kubernetes-action': 'patch',
      'x-kubernetes-group-version-kind': {
        group: 'atlas.dev',
        version: 'v1alpha1',
        kind: 'Demo',
      },
      parameters: expect.arrayContaining([
        expect.objectContaining({ name: 'fieldValidation' }),
      ]),
    });
    expect(JSON.stringify(document.paths)).not.toMatch(
      /PodDisruptionBudget|PolicyV1|protobuf|strategic/,
    );
  });

  it('refers to nothing it does not hold, for every bundled CRD', () => {
    for (const crd of bundledCrds()) {
      for (const { name } of crdSpec(crd).versions) {
        const published = documentForCrd(crd, name);
        const targets = JSON.stringify(published).matchAll(
          /"\$ref":"#\/components\/schemas\/([^"]+)"/g,
        );
        for (const [, target] of targets) {
          expect(published.components.schemas).toHaveProperty([target]);
        }
      }
    }
  });

  it('names the versions there are when asked for another', () => {
    expect(() => documentForCrd(demo, 'v2')).toThrow(
      'CustomResourceDefinition "demoes.atlas.dev" has no version "v2"; it has v1alpha1',
    );
  });

  it('merges with others of its group version', () => {
    const policy = builtinDocument('policy', 'v1');
    const merged = mergeDocuments(policy ? [document, policy] : []);
    expect(Object.keys(merged.paths)).toContain(collection);
    expect(Object.keys(merged.components.schemas)).toContain(
      'io.k8s.api.policy.v1.PodDisruptionBudget',
    );
  });
});
