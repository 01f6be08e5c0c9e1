import { listAt, textAt, valueAt } from '../present/objectFields';

interface Controller {
  apiVersion: string;
  plural: string;
  /** Where its pod template is. */
  template: string;
}

const CONTROLLERS: Controller[] = [
  ...['daemonsets', 'deployments', 'replicasets', 'statefulsets'].map(
    plural => ({ apiVersion: 'apps/v1', plural, template: 'spec.template' }),
  ),
  { apiVersion: 'batch/v1', plural: 'jobs', template: 'spec.template' },
  {
    apiVersion: 'batch/v1',
    plural: 'cronjobs',
    template: 'spec.jobTemplate.spec.template',
  },
];

function isOnly(list: unknown[], value: string): boolean {
  return list.length === 1 && list[0] === value;
}

/** Whether a policy is about pods and nothing else: Kyverno then applies it to what makes pods, too. */
function isAboutPods(constraints: unknown): boolean {
  const rules = listAt(constraints, 'resourceRules');
  const [rule] = rules;
  return (
    Object.keys(Object(valueAt(constraints, 'objectSelector'))).length === 0 &&
    listAt(constraints, 'excludeResourceRules').length === 0 &&
    rules.length === 1 &&
    listAt(rule, 'resourceNames').length === 0 &&
    isOnly(listAt(rule, 'apiGroups'), '') &&
    isOnly(listAt(rule, 'apiVersions'), 'v1') &&
    isOnly(listAt(rule, 'resources'), 'pods')
  );
}

/** The namespace stays that of the controller: a template has none. */
function moved(spec: unknown, { template }: Controller): unknown {
  const text = JSON.stringify(spec).replace(
    /\b(object|oldObject)\.(spec|metadata)(?!\.namespace\b)/g,
    (_all, root: string, field: string) => `${root}.${template}.${field}`,
  );
  return JSON.parse(text);
}

/**
 * The specs that Kyverno 1.19 generates from that of a policy about pods, one for each kind of controller
 * (`pkg/cel/autogen`); none for a policy about anything else.
 */
export function podControllerSpecs(spec: unknown): unknown[] {
  const constraints = valueAt(spec, 'matchConstraints');
  if (!isAboutPods(constraints)) return [];
  const chosen = valueAt(spec, 'autogen', 'podControllers', 'controllers');
  const isChosen = ({ plural }: Controller) =>
    !Array.isArray(chosen) || chosen.includes(plural);
  const operations = listAt(constraints, 'resourceRules', 0, 'operations');
  const namespaceSelector = valueAt(constraints, 'namespaceSelector');
  return CONTROLLERS.filter(isChosen).map(controller => {
    const [apiGroup, apiVersion] = controller.apiVersion.split('/');
    return {
      ...Object(moved(spec, controller)),
      matchConstraints: {
        namespaceSelector,
        resourceRules: [
          {
            apiGroups: [apiGroup],
            apiVersions: [apiVersion],
            operations,
            resources: [controller.plural],
          },
        ],
      },
    };
  });
}

/** Whether Kyverno looks at what comes into the cluster for the policy: it may be for scans or other payloads only. */
export function isForAdmission(spec: unknown): boolean {
  const mode = textAt(spec, 'evaluation', 'mode') ?? 'Kubernetes';
  return (
    mode === 'Kubernetes' &&
    valueAt(spec, 'evaluation', 'admission', 'enabled') !== false
  );
}
