import {
  ANNOTATION_OWNER,
  parseInstanceRef,
  stringifyInstanceRef,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KubernetesObject } from '@mini-atlas/kro';
import { NAMESPACE } from '../cache/baseTypes';
import { ObjectStore } from '../cache/objectStore';
import { parseApiVersion } from '../types/crdTypes';
import { GraphTypes } from '../types/graphTypes';

const INSTANCE_ID = 'kro.run/instance-id';

/** An instance and the abstraction it is of. */
export interface LocatedInstance {
  object: KubernetesObject;
  types: GraphTypes;
}

/** Finds instances, and who a namespace and an instance belong to. */
export class InstanceDirectory {
  constructor(
    private readonly cluster: string,
    private readonly store: ObjectStore,
    private readonly graphTypes: () => GraphTypes[],
  ) {}

  /** Every instance of every abstraction. */
  all(): LocatedInstance[] {
    return this.graphTypes().flatMap(types => this.ofAbstraction(types));
  }

  /** The instances of one abstraction. */
  ofAbstraction(types: GraphTypes): LocatedInstance[] {
    return this.store.list(types.instance).map(object => ({ object, types }));
  }

  /** The instance that a ref names; `undefined` when there is none or the ref is none of this cluster's. */
  find(ref: string): LocatedInstance | undefined {
    const parsed = this.parse(ref);
    if (!parsed || parsed.cluster !== this.cluster) return undefined;
    const types = this.graphTypes().find(
      ({ instance }) =>
        instance.kind.toLowerCase() === parsed.kind &&
        parseApiVersion(instance.apiVersion).group === parsed.group,
    );
    const object =
      types && this.store.get(types.instance, parsed.name, parsed.namespace);
    return types && object && { types, object };
  }

  /** The instance with a uid. */
  byUid(uid: string): LocatedInstance | undefined {
    const object = this.store.byUid(uid);
    const types =
      object &&
      this.graphTypes().find(
        ({ instance }) =>
          instance.kind === object.kind &&
          instance.apiVersion === object.apiVersion,
      );
    return types && object && { types, object };
  }

  /** How an instance is called everywhere. */
  refOf(object: KubernetesObject): string {
    const { name = '', namespace } = object.metadata;
    return stringifyInstanceRef({
      cluster: this.cluster,
      kind: object.kind,
      group: parseApiVersion(object.apiVersion).group,
      name,
      ...(namespace ? { namespace } : {}),
    });
  }

  /** The instance whose child an instance's namespace is. */
  workspaceOf(object: KubernetesObject): KubernetesObject | undefined {
    const { namespace } = object.metadata;
    const uid =
      namespace &&
      this.store.get(NAMESPACE, namespace)?.metadata.labels?.[INSTANCE_ID];
    return uid ? this.byUid(uid)?.object : undefined;
  }

  /** Entity ref of the owner: the instance's own annotation, else its workspace's. */
  ownerOf(object: KubernetesObject): string | undefined {
    return (
      object.metadata.annotations?.[ANNOTATION_OWNER] ??
      this.workspaceOf(object)?.metadata.annotations?.[ANNOTATION_OWNER]
    );
  }

  private parse(ref: string) {
    try {
      return parseInstanceRef(ref);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }
}
