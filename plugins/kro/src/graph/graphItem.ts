import { HealthState } from '@mini-atlas/backstage-plugin-kro-common';

/** A node to draw. */
export interface GraphItem {
  id: string;
  kind: string;
  /** Ids of the nodes whose values it uses. */
  dependencies: string[];
  /** Live state; absent on the graph of an abstraction. */
  state?: HealthState;
  /** Short words on the node, e.g. `3 objects`, `only read`. */
  note?: string;
  /** Drawn with emphasis, e.g. because a chosen field goes here. */
  marked?: boolean;
}
