import { KubernetesObject } from '@mini-atlas/kro';

/** Finds objects by a value that they carry; kept up to date object by object. */
export class ObjectIndex {
  private readonly entries = new Map<string, Set<KubernetesObject>>();

  constructor(
    private readonly keysOf: (object: KubernetesObject) => string[],
  ) {}

  /** The objects that carry the value. */
  get(key: string): KubernetesObject[] {
    return [...(this.entries.get(key) ?? [])];
  }

  /** Takes one object out (`previous`) and another in (`next`). */
  replace(
    previous: KubernetesObject | undefined,
    next: KubernetesObject | undefined,
  ): void {
    if (previous)
      this.keysOf(previous).forEach(key => this.drop(key, previous));
    if (next) this.keysOf(next).forEach(key => this.add(key, next));
  }

  private add(key: string, object: KubernetesObject): void {
    const objects = this.entries.get(key) ?? new Set();
    objects.add(object);
    this.entries.set(key, objects);
  }

  private drop(key: string, object: KubernetesObject): void {
    const objects = this.entries.get(key);
    objects?.delete(object);
    if (objects?.size === 0) this.entries.delete(key);
  }
}
