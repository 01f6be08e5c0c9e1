import { KNOWN_AFTER_APPLY, KubernetesObject } from '@mini-atlas/kro';
import { ObjectStore } from '../cache/objectStore';
import { listAt, textAt, valueAt } from '../present/objectFields';
import { parseApiVersion } from '../types/crdTypes';
import { AdmittedObject, requestNamespace } from './admittedObject';
import { isForAdmission, podControllerSpecs } from './autogen';
import { PolicyProgram, policyProgramOf } from './policyProgram';
import {
  NAMESPACED_VALIDATING_POLICY,
  POLICY_EXCEPTION,
  VALIDATING_ADMISSION_POLICY,
  VALIDATING_ADMISSION_POLICY_BINDING,
  VALIDATING_POLICY,
} from './policyTypes';

/** Something that Kyverno's policies let pass; it may be an exception for some images or values only. */
export interface PolicyException {
  name: string;
  program: PolicyProgram;
}

/** One set of rules with where it holds, whoever enforces it. */
export interface AdmissionPolicy {
  kind: string;
  name: string;
  /** It is about what is in this namespace. */
  namespace?: string;
  /** `MatchResources`; an object must be what all of them are about. */
  constraints: unknown[];
  program: PolicyProgram;
  /** What breaks a rule is refused; otherwise there is only a warning, or an entry in a report. */
  denies: boolean;
  /** What happens when an expression fails for good. */
  onError: 'enforce' | 'ignore' | 'ignoreConditions';
  exceptions: PolicyException[];
  /** Why none of it can be judged from here. */
  beyond?: string;
}

const programs = new WeakMap<KubernetesObject, PolicyProgram[]>();

/** Objects of the store never change, so what is compiled of them holds. */
function programsOf(
  policy: KubernetesObject,
  specs: unknown[],
): PolicyProgram[] {
  const known = programs.get(policy) ?? specs.map(policyProgramOf);
  programs.set(policy, known);
  return known;
}

function denies(actions: unknown[]): boolean {
  return actions.length === 0 || actions.includes('Deny');
}

/** Kyverno's policy, and what it generates from it. An error in a rule is as good as a refusal there. */
function kyvernoPolicies(
  policy: KubernetesObject,
  exceptions: KubernetesObject[],
): AdmissionPolicy[] {
  const { spec, kind, metadata } = policy;
  if (!isForAdmission(spec)) return [];
  const specs = [spec, ...podControllerSpecs(spec)];
  return programsOf(policy, specs).map((program, i) => ({
    kind,
    name: metadata.name ?? '',
    ...(metadata.namespace ? { namespace: metadata.namespace } : {}),
    constraints: [valueAt(specs[i], 'matchConstraints')],
    program,
    denies: denies(listAt(spec, 'validationActions')),
    onError:
      textAt(spec, 'failurePolicy') === 'Ignore'
        ? 'ignoreConditions'
        : 'enforce',
    exceptions: exceptions
      .filter(exception => isExceptionOf(exception, policy))
      .map(exception => ({
        name: `${exception.metadata.namespace}/${exception.metadata.name}`,
        program: programsOf(exception, [exception.spec])[0],
      })),
  }));
}

function isExceptionOf(
  exception: KubernetesObject,
  { kind, metadata }: KubernetesObject,
): boolean {
  return listAt(exception, 'spec', 'policyRefs').some(
    ref =>
      textAt(ref, 'kind') === kind && textAt(ref, 'name') === metadata.name,
  );
}

/** Kubernetes' policy holds where a binding of it says so. One that Kyverno made of its own says nothing new. */
function kubernetesPolicies(
  policy: KubernetesObject,
  bindings: KubernetesObject[],
): AdmissionPolicy[] {
  const { spec, kind, metadata } = policy;
  const { group } = parseApiVersion(VALIDATING_POLICY.apiVersion);
  const isGenerated = metadata.ownerReferences?.some(
    ({ apiVersion }) => parseApiVersion(apiVersion).group === group,
  );
  if (isGenerated) return [];
  const [program] = programsOf(policy, [spec]);
  return bindings
    .filter(binding => textAt(binding, 'spec', 'policyName') === metadata.name)
    .map(binding => ({
      kind,
      name: metadata.name ?? '',
      constraints: [
        valueAt(spec, 'matchConstraints'),
        valueAt(binding, 'spec', 'matchResources'),
      ],
      program,
      denies: denies(listAt(binding, 'spec', 'validationActions')),
      onError:
        textAt(spec, 'failurePolicy') === 'Ignore' ? 'ignore' : 'enforce',
      exceptions: [],
      ...(valueAt(spec, 'paramKind')
        ? { beyond: 'its parameters are only in the cluster' }
        : {}),
    }));
}

/** Every workspace has policies of its own: most are out of reach of what one order makes. */
function inReachOf(
  objects: AdmittedObject[],
): (policy: KubernetesObject) => boolean {
  const namespaces = new Set(objects.map(requestNamespace));
  return ({ metadata }) =>
    namespaces.has(KNOWN_AFTER_APPLY) || namespaces.has(metadata.namespace);
}

/** The policies that the store shows, without those of namespaces that none of the objects is in. */
export function admissionPolicies(
  store: Pick<ObjectStore, 'list'>,
  objects: AdmittedObject[],
): AdmissionPolicy[] {
  const exceptions = store.list(POLICY_EXCEPTION);
  const bindings = store.list(VALIDATING_ADMISSION_POLICY_BINDING);
  return [
    ...store
      .list(NAMESPACED_VALIDATING_POLICY)
      .filter(inReachOf(objects))
      .flatMap(policy => kyvernoPolicies(policy, exceptions)),
    ...store
      .list(VALIDATING_POLICY)
      .flatMap(policy => kyvernoPolicies(policy, exceptions)),
    ...store
      .list(VALIDATING_ADMISSION_POLICY)
      .flatMap(policy => kubernetesPolicies(policy, bindings)),
  ];
}
