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

/** One stage. `sentence` says what it waits for, what happened, or why it is stuck. */
export interface ChangeStage {
  id: ChangeStageId;
  state: 'done' | 'current' | 'waiting' | 'failed';
  sentence: string;
  /** What helps, where it does not get on by itself; a sentence. */
  help?: string;
  /** RFC 3339: when it was reached; when it got stuck, where that is known. Absent where the time is another's. */
  at?: string;
  /** RFC 3339: when it gets on at the latest, if all is well. */
  due?: string;
  /** The Flux object that does it. */
  flux?: FluxRef;
}

/** A Flux object that brings changes into the cluster. */
export interface FluxRef {
  kind: 'GitRepository' | 'Kustomization';
  namespace: string;
  name: string;
}

/** Answer of `GET /flux?kind=&namespace=&name=`: the object without managedFields. */
export interface FluxObject {
  object: KubernetesObject;
  /** Why it does not get on, a sentence; absent while it does. */
  problem?: string;
  /** The command line that shows it. */
  kubectl: string;
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
  /** RFC 3339: since when an open one has been seen not to be; a host says so, too, while it still looks. */
  unmergeableSince?: string;
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

/** Whether the caller may merge a change from the portal now. */
export interface MergeVerdict {
  allowed: boolean;
  /** Why not, a sentence; absent where there is nothing to merge any more. */
  reason?: string;
}

/** Answer of `GET /changes/:number` and of `POST /changes/:number/merge`. */
export interface ChangeDetail extends ChangeSummary {
  body: string;
  /** Unified diff. */
  diff: string;
  /** The commit at the head of its branch: what the diff shows, and what a merge has to name. */
  headCommit: string;
  merge: MergeVerdict;
  /** Web addresses at the forge. */
  links: ChangeLinks;
}

/** Where the parts of a change can be looked at, at the forge. */
export interface ChangeLinks {
  /** By path: the file at the head; of one that is to be removed, as it is still. None of a file that is gone. */
  files: Record<string, string>;
  headCommit: string;
  mergeCommit?: string;
}

/** Body of `POST /changes/:number/merge`. */
export interface MergeRequest {
  /** The head that the caller has seen; another one is not merged. */
  headCommit: string;
}

/** What becomes of a child when a change is applied. */
export interface ChildChange {
  kind: string;
  name?: string;
  namespace?: string;
  change: 'added' | 'changed' | 'removed';
}

/** What somebody says at the forge of the head of a change, such as a build: a commit status. */
export interface CommitStatus {
  /** Who says it, e.g. `ci/lint`. */
  context: string;
  state: 'pending' | 'success' | 'warning' | 'failure' | 'skipped';
  description: string;
  /** Web page with more about it. */
  url?: string;
}

/** Answer of `GET /changes/:number/checks`; all are empty for a change that is not open any more. */
export interface ChangeChecks {
  /** What they are about. */
  headCommit: string;
  /** The checks of the preview, of the manifest as it is at the head. */
  checks: Check[];
  /** What comes, changes or goes with it; empty as well where that cannot be told. */
  childChanges: ChildChange[];
  statuses: CommitStatus[];
}
