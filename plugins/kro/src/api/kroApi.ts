import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  AbstractionDetail,
  AbstractionList,
  ChangeChecks,
  ChangeDetail,
  ChangeList,
  ChildObject,
  ClusterStatus,
  FluxObject,
  FluxRef,
  InstanceDetail,
  InstanceEvent,
  InstanceList,
  MergeRequest,
  Preview,
  PreviewRequest,
  RemovalPreview,
} from '@mini-atlas/backstage-plugin-kro-common';

/** What every question may carry. */
export interface AskOptions {
  /** Gives the question up. */
  signal?: AbortSignal;
}

/**
 * What the pages ask the kro backend. Every method rejects with a `ResponseError` when the backend
 * answers with an error, and with a `TypeError` when it cannot be reached.
 */
export interface KroApi {
  /** All abstractions that one may see. */
  getAbstractions(options?: AskOptions): Promise<AbstractionList>;
  /** One abstraction by the name of its ResourceGraphDefinition. */
  getAbstraction(
    name: string,
    options?: AskOptions,
  ): Promise<AbstractionDetail>;
  /** The fleet: all instances that one may see; with `search` those whose names, owners and sentences hold its words. */
  getInstances(
    options?: AskOptions & { search?: string },
  ): Promise<InstanceList>;
  /** One instance by its instance ref. */
  getInstance(ref: string, options?: AskOptions): Promise<InstanceDetail>;
  /** The object of one child, by the child's key. Secrets are refused by the backend. */
  getChild(
    ref: string,
    key: string,
    options?: AskOptions,
  ): Promise<ChildObject>;
  /** The events that concern an instance. */
  getEvents(ref: string, options?: AskOptions): Promise<InstanceEvent[]>;
  /** What would become of an order. */
  preview(request: PreviewRequest, options?: AskOptions): Promise<Preview>;
  /** What goes when an instance is removed; it answers for what is gone already, too. */
  getRemoval(ref: string, options?: AskOptions): Promise<RemovalPreview>;
  /** Open and recent changes. */
  getChanges(options?: AskOptions): Promise<ChangeList>;
  /** One change by the number of its pull request. */
  getChange(number: number, options?: AskOptions): Promise<ChangeDetail>;
  /** What the forms' checks, and others at the forge, say of an open change. */
  getChangeChecks(number: number, options?: AskOptions): Promise<ChangeChecks>;
  /** Merges a change whose head is the commit that was seen; answers it as it is then. */
  mergeChange(number: number, request: MergeRequest): Promise<ChangeDetail>;
  /** A Flux object that brings changes into the cluster. */
  getFluxObject(ref: FluxRef, options?: AskOptions): Promise<FluxObject>;
  /** How the portal's view of the cluster is. */
  getCluster(options?: AskOptions): Promise<ClusterStatus>;
}

/** The client of the kro backend. */
export const kroApiRef = createApiRef<KroApi>({ id: 'plugin.kro.client' });
