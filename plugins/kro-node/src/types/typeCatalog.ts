import {
  KubernetesObject,
  OpenApiSchema,
  ResourceType,
  TypeRef,
} from '@mini-atlas/kro';
import { typeKey } from '../cache/objectStore';
import { ClusterConnection } from '../connection/connection';
import { ApiError } from '../connection/errors';
import { parseApiVersion, typeOfCrd } from './crdTypes';
import { OpenApiDocument } from './openApi';

interface ServedResource {
  name: string;
  kind: string;
  namespaced: boolean;
}

/** What the API server says about the types of one group-version. */
interface GroupVersion {
  resources: ServedResource[];
  document?: OpenApiDocument;
}

const ANY_METADATA: OpenApiSchema = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
};

function groupVersionPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
}

function parseResources(answer: unknown): ServedResource[] {
  const { resources } = Object(answer);
  if (!Array.isArray(resources)) return [];
  return resources
    .filter(({ name }) => typeof name === 'string' && !name.includes('/'))
    .map(({ name, kind, namespaced }) => ({
      name,
      kind: String(kind),
      namespaced: Boolean(namespaced),
    }));
}

/**
 * Knows plural, scope and schema of types. Custom ones come from the watched CustomResourceDefinitions and
 * cost no request; built-in ones from discovery and OpenAPI v3, read once for each group-version in use.
 */
export class TypeCatalog {
  private readonly groupVersions = new Map<string, GroupVersion>();
  private readonly crdTypes = new Map<string, ResourceType>();

  constructor(
    private readonly connection: ClusterConnection,
    private readonly crds: () => KubernetesObject[],
  ) {}

  /** What is known of a type now; `undefined` when the cluster does not serve it. */
  resolve(type: TypeRef): ResourceType | undefined {
    return this.customType(type) ?? this.builtInType(type);
  }

  /** Forgets the types read from CustomResourceDefinitions, because one of them changed. */
  forgetCustomTypes(): void {
    this.crdTypes.clear();
  }

  /**
   * Reads what `resolve` needs for these types. Types of an unknown group-version stay unresolved.
   *
   * @throws ConnectionLostError when the API server cannot be reached.
   */
  async learn(types: TypeRef[], signal: AbortSignal): Promise<void> {
    const missing = new Set(
      types
        .map(type => type.apiVersion)
        .filter(apiVersion => !this.isCustomGroup(apiVersion))
        .concat('v1')
        .filter(apiVersion => !this.groupVersions.has(apiVersion)),
    );
    for (const apiVersion of missing) {
      const groupVersion = await this.read(apiVersion, signal);
      if (groupVersion) this.groupVersions.set(apiVersion, groupVersion);
    }
    if (missing.has('v1')) this.forgetCustomTypes();
  }

  private isCustomGroup(apiVersion: string): boolean {
    const { group } = parseApiVersion(apiVersion);
    return this.crds().some(crd => Object(crd.spec).group === group);
  }

  private customType(type: TypeRef): ResourceType | undefined {
    const key = typeKey(type);
    const known = this.crdTypes.get(key);
    if (known) return known;
    const objectMeta =
      this.groupVersions.get('v1')?.document?.objectMeta() ?? ANY_METADATA;
    for (const crd of this.crds()) {
      const found = typeOfCrd(crd, type, objectMeta);
      if (found) {
        this.crdTypes.set(key, found);
        return found;
      }
    }
    return undefined;
  }

  private builtInType(type: TypeRef): ResourceType | undefined {
    const groupVersion = this.groupVersions.get(type.apiVersion);
    const resource = groupVersion?.resources.find(
      candidate => candidate.kind === type.kind,
    );
    if (!resource) return undefined;
    const schema = groupVersion?.document?.schemaOf(type);
    return {
      apiVersion: type.apiVersion,
      kind: type.kind,
      plural: resource.name,
      namespaced: resource.namespaced,
      ...(schema ? { schema } : {}),
    };
  }

  private async read(
    apiVersion: string,
    signal: AbortSignal,
  ): Promise<GroupVersion | undefined> {
    const path = groupVersionPath(apiVersion);
    const resources = await this.readOrNone(`/${path}`, signal);
    if (resources === undefined) return undefined;
    const document = await this.readOrNone(`/openapi/v3/${path}`, signal);
    return {
      resources: parseResources(resources),
      ...(document === undefined
        ? {}
        : { document: OpenApiDocument.parse(document) }),
    };
  }

  /** `undefined` for what the server does not serve or does not show. */
  private async readOrNone(path: string, signal: AbortSignal) {
    try {
      return await this.connection.get(path, { signal });
    } catch (error) {
      if (error instanceof ApiError && error.unavailable) return undefined;
      throw error;
    }
  }
}
