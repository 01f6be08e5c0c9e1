import { JsonObject } from '@mini-atlas/kro';
import { AbstractionField } from './abstraction';
import { Check, ChildChange, Preview } from './change';
import { Child } from './instance';

/** Answer of `GET /delivered?ref=`: an instance as its file in Git says now, on the branch that changes go to. */
export interface DeliveredManifest {
  /** Instance ref. */
  ref: string;
  /** Name of the ResourceGraphDefinition. */
  abstraction: string;
  abstractionTitle: string;
  name: string;
  namespace?: string;
  /** Entity ref, where the file names one. */
  owner?: string;
  /** Path in the delivery repository. */
  path: string;
  /** Address of the file in the forge's web pages. */
  fileUrl: string;
  /** The file's text. */
  yaml: string;
  /** The spec as the file says it. */
  spec: JsonObject;
  /** The spec with the abstraction's defaults where the file says nothing. */
  effective: JsonObject;
  /** The spec's schema: OpenAPI v3 of the CRD that KRO serves. */
  specSchema: Record<string, unknown>;
  /** Every field of the spec with its meaning and its limits in words. */
  fields: AbstractionField[];
}

/** Body of `POST /preview/edit`. */
export interface EditRequest {
  /** Instance ref. */
  instance: string;
  /** Entity ref of the new owner; absent when it stays. */
  owner?: string;
  /**
   * What changes of the spec, as a JSON Merge Patch (RFC 7386): fields not named stay as they are in Git, `null` takes a
   * field out so that the abstraction's default applies, lists are given whole.
   */
  spec?: JsonObject;
}

/** A line of a file before or after a change. */
export interface DiffLine {
  change: 'same' | 'added' | 'removed';
  text: string;
}

/** Answer of `POST /preview/edit`; also 200 when checks refuse: the preview then shows what it can. */
export interface EditPreview extends Preview {
  /** False when the file would stay as it is. */
  changed: boolean;
  /** The file before and after, line by line. */
  diff: DiffLine[];
  /** Children that come, change or go; the others stay as they are. */
  childChanges: ChildChange[];
}

/** Something that must go before what it lives in can go. */
export interface Resident {
  /** Instance ref. */
  ref: string;
  kind: string;
  name: string;
  /** Entity ref of its catalog entity. */
  entityRef: string;
  /** Where it was seen: in the cluster, in Git, or only asked for by an open change. */
  where: 'cluster' | 'git' | 'change';
  /** Number of the open change that asks for it. */
  change?: number;
}

/** Answer of `GET /preview/removal?ref=`: what will be gone, and what stands against it. */
export interface RemovalPreview {
  /** Instance ref. */
  ref: string;
  abstractionTitle: string;
  name: string;
  namespace?: string;
  /** Path in the delivery repository. */
  path: string;
  /** The file's text; empty when it is not in Git. */
  yaml: string;
  /** Whether the cluster has the instance. */
  live: boolean;
  /** Its children in the cluster now; all of them go. */
  children: Child[];
  /** What lives in it and must go first. */
  residents: Resident[];
  checks: Check[];
}
