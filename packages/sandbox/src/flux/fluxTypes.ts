import { TypeRef } from '@mini-atlas/kro';

export const GIT_REPOSITORY: TypeRef = {
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'GitRepository',
};

export const KUSTOMIZATION: TypeRef = {
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
};

export const RECEIVER: TypeRef = {
  apiVersion: 'notification.toolkit.fluxcd.io/v1',
  kind: 'Receiver',
};

/** Keeps an object until its controller has cleaned up. */
export const FLUX_FINALIZER = 'finalizers.fluxcd.io';

/** Whoever changes its value asks for a reconciliation; the status acknowledges it in `lastHandledReconcileAt`. */
export const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';
