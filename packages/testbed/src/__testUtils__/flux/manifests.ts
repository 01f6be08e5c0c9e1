import { stringify } from 'yaml';

/** The namespace of what Flux applies in these tests. */
export const DELIVERED = 'delivered';

/** The text of manifests, one document after the other. */
export const manifests = (...objects: object[]): string =>
  objects.map(object => stringify(object)).join('---\n');

/** A ConfigMap of one value. */
export const configMap = (
  name: string,
  value: string,
  more: { metadata?: object; immutable?: boolean } = {},
) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  ...more,
  metadata: { name, namespace: DELIVERED, ...more.metadata },
  data: { value },
});

/** A Deployment of one pod. */
export const deployment = (name: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: DELIVERED },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: 'main', image: 'nginx:1.27' }] },
    },
    ...spec,
  },
});

/** A type of which nobody writes the status but the test. */
export const machines = (plural: string, kind: string) => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `${plural}.delivery.example` },
  spec: {
    group: 'delivery.example',
    scope: 'Namespaced',
    names: {
      plural,
      kind,
      singular: kind.toLowerCase(),
      listKind: `${kind}List`,
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['size'],
                properties: { size: { type: 'integer', minimum: 1 } },
              },
              status: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
      },
    ],
  },
});

/** An object of such a type. */
export const machine = (kind: string, name: string, size: unknown = 1) => ({
  apiVersion: 'delivery.example/v1',
  kind,
  metadata: { name, namespace: DELIVERED },
  spec: { size },
});
