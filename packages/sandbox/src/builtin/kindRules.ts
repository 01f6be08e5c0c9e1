import { JsonObject, KubernetesObject, TypeRef } from '@mini-atlas/kro';
import { StatusCause } from '../apiserver/status';
import { SelectableFields } from '../store/fieldSelector';

/** What the rules of a kind may ask the server. */
export interface RuleContext {
  /** Now, as RFC 3339 in whole seconds. */
  now: string;
  /** A free address of the service network; `undefined` when it is used up. */
  allocateClusterIp(): string | undefined;
  /** Is this address of the service network free? */
  clusterIpIsFree(address: string): boolean;
}

/** A draft that rules may change: the object as JSON. */
export type Draft = KubernetesObject & JsonObject;

/** A column of the server-side table of a kind. */
export interface TableColumn {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  format?: string;
  description: string;
  /** Path of the field in the kind's schema whose description is shown in place of `description`. */
  describedBy?: string;
  /** 0 is always shown, 1 with `-o wide`. */
  priority?: number;
  cell(object: KubernetesObject, now: Date): unknown;
}

/** How a name must look. */
export type NameRule =
  | 'dnsSubdomain'
  | 'dnsLabel'
  | 'dns1035Label'
  | 'pathSegment';

/** What the API server does with objects of one built-in kind beyond what all kinds share. */
export interface KindRules {
  /** Rule of `metadata.name`; a DNS subdomain unless said. */
  name?: NameRule;
  /** Do changes outside metadata and status raise `metadata.generation`? */
  generation?: boolean;
  /** Does DELETE answer with the object (rather than a Status)? */
  returnsDeleted?: boolean;
  /** Fills what the API's defaulting fills; called before validation, on create and update. */
  setDefaults?(draft: Draft): void;
  /** What happens once, to a new object (status reset, addresses, phases). */
  prepareCreate?(draft: Draft, context: RuleContext): void;
  /** Carries over what a change may not touch. */
  prepareUpdate?(
    draft: Draft,
    before: KubernetesObject,
    context: RuleContext,
  ): void;
  /** What is written on it when it is deleted; a finalizer holds it. */
  prepareDelete?(draft: Draft, context: RuleContext): void;
  /** What is wrong with it. */
  validate?(
    object: KubernetesObject,
    before: KubernetesObject | undefined,
    context: RuleContext,
  ): StatusCause[];
  /** What is odd about it, though it is let pass. */
  warnings?(
    object: KubernetesObject,
    before: KubernetesObject | undefined,
  ): string[];
  /** Fields beyond metadata.name and metadata.namespace that a field selector may name. */
  selectableFields?: SelectableFields;
  /** The type whose schema describes the columns, where that is another one. */
  describedAs?: TypeRef;
  /** Columns of tables; Name and Age where absent. */
  columns?: TableColumn[];
}
