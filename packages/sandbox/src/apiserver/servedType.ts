import { KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';
import { KindRules } from '../builtin/kindRules';

/** What can be done with a resource, as RBAC and discovery name it. */
export type Verb =
  | 'create'
  | 'delete'
  | 'deletecollection'
  | 'get'
  | 'list'
  | 'patch'
  | 'update'
  | 'watch';

/** All verbs of an ordinary resource, in discovery's order. */
export const ALL_VERBS: readonly Verb[] = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/** Part of an object with its own path. */
export type Subresource = 'status' | 'scale' | 'finalize' | 'token';

/** The type of a subresource's body where it is not the object itself. */
export const SUBRESOURCE_TYPES: Partial<
  Record<Subresource, { group: string; version: string; kind: string }>
> = {
  scale: { group: 'autoscaling', version: 'v1', kind: 'Scale' },
  token: {
    group: 'authentication.k8s.io',
    version: 'v1',
    kind: 'TokenRequest',
  },
};

/** What can be done with a subresource. */
export function subresourceVerbs(subresource: Subresource): readonly string[] {
  switch (subresource) {
    case 'finalize':
      return ['update'];
    case 'token':
      return ['create'];
    default:
      return ['get', 'patch', 'update'];
  }
}

/** A printer column of a CRD. */
export interface PrinterColumn {
  name: string;
  type: string;
  format?: string;
  description?: string;
  priority?: number;
  jsonPath: string;
}

/** What only custom resources have. */
export interface CustomResource {
  /** Name of the CRD. */
  crdName: string;
  schema: OpenApiSchema;
  preserveUnknownFields: boolean;
  printerColumns: PrinterColumn[];
  /** Dotted JSON paths (`.spec.a`) that field selectors may name, without the first dot. */
  selectableFields: string[];
  scale?: {
    specReplicasPath: string;
    statusReplicasPath: string;
    labelSelectorPath?: string;
  };
  /** The CRD itself, for its OpenAPI document. */
  crd: KubernetesObject;
}

/** How objects of one version become what is stored, and back. */
export interface Conversion {
  toStored(object: KubernetesObject): KubernetesObject;
  fromStored(object: KubernetesObject): KubernetesObject;
}

/** A version of a resource that the server serves. */
export interface ServedType {
  group: string;
  version: string;
  /** `group/version` or `v1`. */
  apiVersion: string;
  kind: string;
  listKind: string;
  plural: string;
  singular: string;
  shortNames: string[];
  categories: string[];
  namespaced: boolean;
  verbs: readonly Verb[];
  subresources: Subresource[];
  /** The store's collection; views of the same objects (events) share one. */
  collection: string;
  rules: KindRules;
  /** Absent for built-in types. */
  custom?: CustomResource;
  /** Needed where a version differs from the stored one in more than `apiVersion`. */
  conversion?: Conversion;
  /** A deprecation warning is sent with every answer when set. */
  warning?: string;
}
