import { TypeRef } from '@mini-atlas/kro';

const KYVERNO = 'policies.kyverno.io/v1';
const KUBERNETES = 'admissionregistration.k8s.io/v1';

/** Kyverno's policy for the whole cluster. */
export const VALIDATING_POLICY: TypeRef = {
  apiVersion: KYVERNO,
  kind: 'ValidatingPolicy',
};

/** Kyverno's policy for one namespace. */
export const NAMESPACED_VALIDATING_POLICY: TypeRef = {
  apiVersion: KYVERNO,
  kind: 'NamespacedValidatingPolicy',
};

/** What Kyverno's policies let pass all the same. */
export const POLICY_EXCEPTION: TypeRef = {
  apiVersion: KYVERNO,
  kind: 'PolicyException',
};

/** Kubernetes' own policy; it does nothing without a binding. */
export const VALIDATING_ADMISSION_POLICY: TypeRef = {
  apiVersion: KUBERNETES,
  kind: 'ValidatingAdmissionPolicy',
};

/** Says where a ValidatingAdmissionPolicy holds, and what it does there. */
export const VALIDATING_ADMISSION_POLICY_BINDING: TypeRef = {
  apiVersion: KUBERNETES,
  kind: 'ValidatingAdmissionPolicyBinding',
};

/** Policy types that Kubernetes itself serves: what is known of them comes from discovery. */
export const BUILT_IN_POLICY_TYPES = [
  VALIDATING_ADMISSION_POLICY,
  VALIDATING_ADMISSION_POLICY_BINDING,
];

/** What is watched wherever the cluster serves it; a cluster that does not has no such policy. */
export const POLICY_TYPES = [
  VALIDATING_POLICY,
  NAMESPACED_VALIDATING_POLICY,
  POLICY_EXCEPTION,
  ...BUILT_IN_POLICY_TYPES,
];
