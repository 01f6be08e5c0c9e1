import { JsonObject } from '../kubernetesObject';

/** A printer column of a CRD. */
export interface PrinterColumn extends JsonObject {
  name: string;
  type: string;
  jsonPath: string;
}

/** The `spec.schema` of an RGD: the kind it defines. */
export interface DefinitionSchema {
  group: string;
  apiVersion: string;
  kind: string;
  scope: 'Namespaced' | 'Cluster';
  /** SimpleSchema of the instance's spec. */
  spec: JsonObject;
  /** SimpleSchema of the custom types that `spec` uses. */
  types: JsonObject;
  /** Status fields, expressions unevaluated. */
  status: JsonObject;
  shortNames: string[];
  categories: string[];
  additionalPrinterColumns: PrinterColumn[];
  /** Labels and annotations of the CRD. */
  metadata: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
}

/** One dimension of a collection: the iterator's name and its list, unwrapped of `${}`. */
export interface ForEachDimension {
  name: string;
  expression: string;
}

/** One entry of an RGD's `spec.resources`. */
export interface DefinitionResource {
  id: string;
  /** The template, or the externalRef in the shape of an object. */
  template: JsonObject;
  /** Whether the object is only read: by name, or by selector. */
  external?: 'byName' | 'bySelector';
  /** Expressions without their `${}`. */
  includeWhen: string[];
  readyWhen: string[];
  forEach: ForEachDimension[];
}

/** A ResourceGraphDefinition, its shape checked and its defaults filled in. */
export interface ResourceGraphDefinition {
  name: string;
  uid?: string;
  schema: DefinitionSchema;
  resources: DefinitionResource[];
}
