import { TypeRef } from '@mini-atlas/kro';
import { ServedType } from './servedType';

/** Which types the server serves now: the built-in ones and those of established CRDs. */
export class TypeRegistry {
  private readonly byResource = new Map<string, ServedType>();
  private readonly byKind = new Map<string, ServedType>();
  private readonly listeners = new Set<() => void>();

  constructor(types: ServedType[]) {
    types.forEach(type => this.add(type));
  }

  /** All types, in the order they came. */
  all(): ServedType[] {
    return [...this.byResource.values()];
  }

  /** By path: `/apis/{group}/{version}/{plural}`. */
  resource(
    group: string,
    version: string,
    plural: string,
  ): ServedType | undefined {
    return this.byResource.get(`${group}/${version}/${plural}`);
  }

  /** Says whether Kubernetes itself brings a group. */
  isBuiltIn(group: string): boolean {
    return this.all().some(type => type.group === group && !type.custom);
  }

  /** By the names in a manifest. */
  kind({ apiVersion, kind }: TypeRef): ServedType | undefined {
    return this.byKind.get(`${apiVersion}/${kind}`);
  }

  /** Groups with their versions, each in the order they came; the core group is `''`. */
  groups(): Map<string, string[]> {
    const groups = new Map<string, string[]>();
    for (const { group, version } of this.byResource.values()) {
      const versions = groups.get(group) ?? [];
      if (!versions.includes(version)) versions.push(version);
      groups.set(group, versions);
    }
    return groups;
  }

  /** Serves the versions of a CRD in place of those it had before. None: serves it no more. */
  replaceCustom(crdName: string, types: ServedType[]): void {
    for (const [key, type] of [...this.byResource]) {
      if (type.custom?.crdName === crdName) {
        this.byResource.delete(key);
        this.byKind.delete(`${type.apiVersion}/${type.kind}`);
      }
    }
    types.forEach(type => this.add(type));
    [...this.listeners].forEach(listener => listener());
  }

  /** Calls back when types came or went. Returns the function that ends it. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private add(type: ServedType) {
    this.byResource.set(`${type.group}/${type.version}/${type.plural}`, type);
    this.byKind.set(`${type.apiVersion}/${type.kind}`, type);
  }
}
