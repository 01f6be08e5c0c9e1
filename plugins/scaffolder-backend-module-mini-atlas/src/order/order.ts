import { Plan, JsonObject, KubernetesObject } from '@mini-atlas/kro';
import { AbstractionSummary } from '@mini-atlas/backstage-plugin-kro-common';

/** What someone wants, as a write action takes it. */
export interface Order {
  name: string;
  namespace?: string;
  /** Entity ref. */
  owner?: string;
  spec?: JsonObject;
}

/** An order that passed every check that needs no forge. */
export interface CheckedOrder {
  abstraction: AbstractionSummary;
  manifest: KubernetesObject;
  /** Where the manifest lives in the delivery repository. */
  path: string;
  plan: Plan;
}
