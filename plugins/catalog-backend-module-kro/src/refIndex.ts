/** Finds the refs that were noted under a key. */
export class RefIndex {
  private readonly entries = new Map<string, Set<string>>();

  /** The refs under one of the keys. */
  under(keys: Iterable<string>): string[] {
    const found = new Set<string>();
    for (const key of keys) {
      this.entries.get(key)?.forEach(ref => found.add(ref));
    }
    return [...found];
  }

  /** Notes a ref under every key. */
  add(ref: string, keys: Iterable<string>): void {
    for (const key of keys) {
      const refs = this.entries.get(key) ?? new Set();
      this.entries.set(key, refs.add(ref));
    }
  }

  /** Takes a ref from under every key. */
  remove(ref: string, keys: Iterable<string>): void {
    for (const key of keys) {
      const refs = this.entries.get(key);
      refs?.delete(ref);
      if (refs?.size === 0) this.entries.delete(key);
    }
  }
}
