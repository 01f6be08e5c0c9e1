import { ResourceType } from '@mini-atlas/kro';

function type(
  apiVersion: string,
  kind: string,
  plural: string,
  namespaced: boolean,
): ResourceType {
  return { apiVersion, kind, plural, namespaced };
}

/** KRO's ResourceGraphDefinition. */
export const RESOURCE_GRAPH_DEFINITION = type(
  'kro.run/v1alpha1',
  'ResourceGraphDefinition',
  'resourcegraphdefinitions',
  false,
);

/** Definitions of custom types: plural, scope and schema without a request. */
export const CUSTOM_RESOURCE_DEFINITION = type(
  'apiextensions.k8s.io/v1',
  'CustomResourceDefinition',
  'customresourcedefinitions',
  false,
);

/** Core Namespace. */
export const NAMESPACE = type('v1', 'Namespace', 'namespaces', false);

/** Core Event. */
export const EVENT = type('v1', 'Event', 'events', true);

/** Core Pod. */
export const POD = type('v1', 'Pod', 'pods', true);

/** ReplicaSet: between a Deployment and its pods. */
export const REPLICA_SET = type('apps/v1', 'ReplicaSet', 'replicasets', true);

/** Flux' GitRepository. */
export const GIT_REPOSITORY = type(
  'source.toolkit.fluxcd.io/v1',
  'GitRepository',
  'gitrepositories',
  true,
);

/** Flux' Kustomization. */
export const KUSTOMIZATION = type(
  'kustomize.toolkit.fluxcd.io/v1',
  'Kustomization',
  'kustomizations',
  true,
);

/** What is watched whatever the abstractions are. */
export const BASE_TYPES = [
  RESOURCE_GRAPH_DEFINITION,
  CUSTOM_RESOURCE_DEFINITION,
  NAMESPACE,
  EVENT,
  POD,
  REPLICA_SET,
  GIT_REPOSITORY,
  KUSTOMIZATION,
];
