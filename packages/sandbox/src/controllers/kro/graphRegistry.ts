import { Graph } from '@mini-atlas/kro';

/** A revision of a ResourceGraphDefinition as it stands in memory. */
export interface RevisionEntry {
  revision: number;
  specHash: string;
  state: 'Pending' | 'Active' | 'Failed';
  /** Present when Active. */
  graph?: Graph;
}

/** The compiled revisions of all ResourceGraphDefinitions, by name; KRO's `pkg/graph/revisions`. */
export interface GraphRegistry {
  get(rgd: string, revision: number): RevisionEntry | undefined;
  /** The newest revision; there is no fallback to an older one when it failed. */
  latest(rgd: string): RevisionEntry | undefined;
  put(rgd: string, entry: RevisionEntry): void;
  delete(rgd: string, revision: number): void;
  deleteAll(rgd: string): void;
}

/** An empty registry. */
export function createGraphRegistry(): GraphRegistry {
  const entries = new Map<string, Map<number, RevisionEntry>>();
  return {
    get: (rgd, revision) => entries.get(rgd)?.get(revision),
    latest(rgd) {
      const revisions = [...(entries.get(rgd)?.values() ?? [])];
      return revisions.sort((a, b) => b.revision - a.revision)[0];
    },
    put(rgd, entry) {
      const revisions = entries.get(rgd) ?? new Map();
      entries.set(rgd, revisions.set(entry.revision, entry));
    },
    delete: (rgd, revision) => {
      entries.get(rgd)?.delete(revision);
    },
    deleteAll: rgd => {
      entries.delete(rgd);
    },
  };
}
