import { Health } from '@mini-atlas/backstage-plugin-kro-common';
import { Graph, Step } from '@mini-atlas/kro';

/** Children that should be there, how many of them are, and how many are ready. */
export interface ChildCounts {
  total: number;
  existing: number;
  ready: number;
}

/** What an instance is measured by. */
export interface InstanceRules {
  /** Absent when KRO or the portal cannot compile the ResourceGraphDefinition. */
  graph?: Graph;
  /** What KRO does now; absent without a graph. */
  step?: Step;
  /** How the abstraction itself is. */
  abstraction: { name: string; title: string; health: Health };
}
