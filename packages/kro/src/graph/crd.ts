import { OpenApiSchema } from '../contract';
import { JsonValue, KubernetesObject } from '../kubernetesObject';
import { pluralize } from './pluralize';
import {
  PrinterColumn,
  ResourceGraphDefinition,
} from './resourceGraphDefinition';

const DEFAULT_COLUMNS: PrinterColumn[] = [
  {
    name: 'State',
    description: 'The state of a ResourceGraphDefinition instance',
    type: 'string',
    jsonPath: '.status.state',
  },
  {
    name: 'Ready',
    description: 'Whether a ResourceGraphDefinition instance is ready',
    type: 'string',
    jsonPath: '.status.conditions[?(@.type=="Ready")].status',
  },
  {
    name: 'Age',
    description: 'Age of the resource',
    type: 'date',
    jsonPath: '.metadata.creationTimestamp',
  },
];

const CONDITIONS: OpenApiSchema = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      type: { type: 'string' },
      status: { type: 'string' },
      reason: { type: 'string' },
      message: { type: 'string' },
      lastTransitionTime: { type: 'string' },
      observedGeneration: { type: 'integer' },
    },
  },
};

/** The schema of the objects KRO serves; `state` and `conditions` are added to the status unless it has them. */
export function instanceSchema(
  spec: OpenApiSchema,
  status: OpenApiSchema,
): OpenApiSchema {
  return {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec,
      status: {
        ...status,
        properties: {
          state: { type: 'string' },
          conditions: CONDITIONS,
          ...status.properties,
        },
      },
    },
  };
}

function names(rgd: ResourceGraphDefinition) {
  const { kind, shortNames, categories } = rgd.schema;
  return {
    kind,
    listKind: `${kind}List`,
    plural: pluralize(kind),
    singular: kind.toLowerCase(),
    ...(shortNames.length > 0 && { shortNames }),
    ...(categories.length > 0 && { categories }),
  };
}

/**
 * The CustomResourceDefinition that KRO creates for an RGD, as it is sent to the API server; follows
 * `pkg/graph/crd`. Labels of the RGD come from its reconciler: see `crdLabels`.
 */
export function customResourceDefinition(
  rgd: ResourceGraphDefinition,
  schema: OpenApiSchema,
): KubernetesObject {
  const { group, apiVersion, scope, additionalPrinterColumns, metadata } =
    rgd.schema;
  const columns: JsonValue[] =
    additionalPrinterColumns.length > 0
      ? additionalPrinterColumns
      : DEFAULT_COLUMNS;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${pluralize(rgd.schema.kind)}.${group}`,
      ...(metadata.labels && { labels: metadata.labels }),
      ...(metadata.annotations && { annotations: metadata.annotations }),
    },
    spec: {
      group,
      names: names(rgd),
      scope,
      versions: [
        {
          name: apiVersion,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: schema },
          subresources: { status: {} },
          additionalPrinterColumns: columns,
        },
      ],
    },
  };
}
