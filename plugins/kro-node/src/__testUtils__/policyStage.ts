import { KubernetesObject, plan, ResourceType, TypeRef } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { admissionPolicies } from '../policy/admissionPolicy';
import { admittedObjects } from '../policy/admittedObjects';
import { PolicyVerdict, policyVerdicts } from '../policy/policyVerdicts';
import { foundationGraph, servedType } from './foundation';

const graph = foundationGraph('webapplication');

const own: ResourceType = {
  apiVersion: 'mini-atlas.dev/v1alpha1',
  kind: 'WebApplication',
  plural: 'webapplications',
  namespaced: true,
};

const resolveType = (type: TypeRef) =>
  type.kind === own.kind && type.apiVersion === own.apiVersion
    ? own
    : servedType(type);

/** A web application in the workspace `shop`. */
export function webApplication(
  name = 'web',
  spec: object = {},
): KubernetesObject {
  return {
    apiVersion: own.apiVersion,
    kind: own.kind,
    metadata: { name, namespace: 'shop' },
    spec: { image: 'nginx', tag: '1.27', host: 'shop.example.com', ...spec },
  };
}

/** `matchConstraints` for one type. */
export const rules = (
  plural: string,
  apiGroups: string[],
  operations: string[],
  apiVersions = ['*'],
) => ({
  resourceRules: [{ apiGroups, apiVersions, operations, resources: [plural] }],
});

/** About every Deployment. */
export const DEPLOYMENTS = rules('deployments', ['apps'], ['CREATE', 'UPDATE']);

/** A policy named `rule`, about Deployments unless it says otherwise; a namespaced one is in `shop`. */
export function policy(
  spec: object,
  kind = 'ValidatingPolicy',
): KubernetesObject {
  return {
    apiVersion: 'policies.kyverno.io/v1',
    kind,
    metadata: {
      name: 'rule',
      ...(kind === 'NamespacedValidatingPolicy' ? { namespace: 'shop' } : {}),
    },
    spec: { matchConstraints: DEPLOYMENTS, ...spec },
  };
}

/** The part of a policy's spec with one rule. */
export const checks = (expression: string, message?: string) => ({
  validations: [{ expression, ...(message ? { message } : {}) }],
});

/** A cluster with a workspace `shop` and the policies that were put into it. */
export class PolicyStage {
  private readonly store = new ObjectStore();

  constructor() {
    this.put({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: { tier: 'gold' } },
    });
  }

  put(object: KubernetesObject): void {
    this.store.set(
      { apiVersion: object.apiVersion, kind: object.kind },
      object,
    );
  }

  /** What the policies say of an order. */
  verdicts(manifest = webApplication()): PolicyVerdict[] {
    const { store } = this;
    const objects = admittedObjects(
      { store, resolve: resolveType, graph },
      manifest,
      plan(graph, manifest),
    );
    return policyVerdicts(admissionPolicies(store, objects), objects);
  }

  outcomes(manifest?: KubernetesObject) {
    return this.verdicts(manifest).map(({ outcome }) => outcome);
  }
}
