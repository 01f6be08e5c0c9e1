import {
  JsonObject,
  KubernetesObject,
  PlannedNode,
  UnknownValue,
} from '@mini-atlas/kro';

/** Body of `POST /preview`. */
export interface PreviewRequest {
  /** Name of the ResourceGraphDefinition. */
  abstraction: string;
  name: string;
  namespace?: string;
  /** Entity ref. */
  owner?: string;
  spec: JsonObject;
}

/** One check of what was entered. */
export interface Check {
  id: string;
  title: string;
  outcome: 'passed' | 'warned' | 'refused';
  /** Names field, value and rule, and what to do. */
  message: string;
  /** The field it concerns: `name`, `namespace`, `owner` or a path under spec such as `spec.database.storage`. */
  field?: string;
}

/** Answer of `POST /preview`; also 200 when checks refuse: the preview then shows what it can. */
export interface Preview {
  manifest: KubernetesObject;
  /** The file's whole text, as the action will write it. */
  yaml: string;
  /** Path in the delivery repository. */
  path: string;
  nodes: PlannedNode[];
  status: JsonObject;
  unknownStatus: UnknownValue[];
  checks: Check[];
  /**
   * Fields that must be given and are not, named as in `Check.field`. The rest of the preview is then a draft, with
   * the field's name in angle brackets where its value will stand.
   */
  missing?: string[];
}

/** The stages of a change, in order. */
export type ChangeStageId =
  | 'proposed'
  | 'merged'
  | 'fetched'
  | 'applied'
  | 'expanded'
  | 'ready';

/** One stage. `sentence` says what it waits for, what happened, or why it is stuck and what helps. */
export interface ChangeStage {
  id: ChangeStageId;
  state: 'done' | 'current' | 'waiting' | 'failed';
  sentence: string;
  /** RFC 3339: when it was reached. */
  at?: string;
}

/** What a pull request says of itself; enough to follow it. */
export interface ChangeFacts {
  number: number;
  title: string;
  /** Login of the author at the forge. */
  author: string;
  url: string;
  branch: string;
  state: 'open' | 'merged' | 'closed';
  mergeable: boolean;
  createdAt: string;
  mergedAt?: string;
  closedAt?: string;
  /** The commit on the target branch that brought it in. */
  mergeCommit?: string;
  /** What it does to which file; a change of ours has one. */
  files: { path: string; status: 'added' | 'modified' | 'removed' }[];
}

/** A change: a pull request against the delivery repository, followed into the cluster. */
export interface ChangeSummary extends ChangeFacts {
  action: 'create' | 'edit' | 'remove';
  /** Instance ref of what it is about, where its file says so. */
  instance?: string;
  /** Entity ref of that instance. */
  entityRef?: string;
  /** Entity ref of who ordered it, where the pull request says so. */
  orderedBy?: string;
  stages: ChangeStage[];
}

/** Answer of `GET /changes`. */
export interface ChangeList {
  items: ChangeSummary[];
}

/** Answer of `GET /changes/:number`. */
export interface ChangeDetail extends ChangeSummary {
  body: string;
  /** Unified diff. */
  diff: string;
}
