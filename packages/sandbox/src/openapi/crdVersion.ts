import { KubernetesObject, OpenApiSchema } from '@mini-atlas/kro';

/** The parts of `apiextensions.k8s.io/v1` CustomResourceDefinition's `spec` that say what is served. */
export interface CrdSpec {
  group: string;
  names: {
    kind: string;
    listKind?: string;
    plural: string;
    singular?: string;
    shortNames?: string[];
    categories?: string[];
  };
  scope: 'Namespaced' | 'Cluster';
  versions: CrdVersion[];
  preserveUnknownFields?: boolean;
}

/** One entry of a CRD's `spec.versions`. */
export interface CrdVersion {
  name: string;
  served: boolean;
  storage: boolean;
  schema?: { openAPIV3Schema?: OpenApiSchema };
  subresources?: { status?: object; scale?: object };
  selectableFields?: { jsonPath: string }[];
}

/** The `spec` of a CRD that was validated before (`validateCrd`). */
export function crdSpec(crd: KubernetesObject): CrdSpec {
  return crd.spec as CrdSpec;
}

/** One version of a CRD; throws, naming the versions there are, when it has none of that name. */
export function crdVersion(crd: KubernetesObject, name: string): CrdVersion {
  const { versions } = crdSpec(crd);
  const version = versions.find(candidate => candidate.name === name);
  if (!version) {
    const known = versions.map(candidate => candidate.name).join(', ');
    throw new Error(
      `CustomResourceDefinition "${crd.metadata.name}" has no version "${name}"; it has ${known}`,
    );
  }
  return version;
}
