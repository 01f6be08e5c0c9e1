import { definition } from '../__testUtils__/foundation';
import {
  checks,
  DEPLOYMENTS,
  policy,
  PolicyStage,
  rules,
  webApplication,
} from '../__testUtils__/policyStage';

describe('policies of a cluster', () => {
  let stage: PolicyStage;

  beforeEach(() => {
    stage = new PolicyStage();
  });

  it('is silent without a policy that is about it', () => {
    stage.put(policy({ matchConstraints: rules('topics', ['*'], ['*']) }));
    expect(stage.verdicts()).toEqual([]);
  });

  it("judges by the workspace's own policy about names", () => {
    const naming = Object(definition('workspace').spec).resources.find(
      ({ id }: { id: string }) => id === 'naming',
    ).template;
    stage.put({
      ...naming,
      metadata: { name: 'workspace-naming', namespace: 'shop' },
    });
    expect(stage.verdicts()).toEqual([
      {
        outcome: 'passed',
        policy: 'workspace-naming',
        message:
          'Policy workspace-naming (NamespacedValidatingPolicy of shop) lets WebApplication shop/web, Deployment shop/web, and Service shop/web pass',
      },
    ]);
    expect(stage.verdicts(webApplication('w'))).toEqual([
      {
        outcome: 'refused',
        policy: 'workspace-naming',
        field: 'name',
        message:
          'Policy workspace-naming (NamespacedValidatingPolicy of shop) refuses WebApplication shop/w, Deployment shop/w, and Service shop/w: names start with a lower-case letter, hold only a-z, 0-9 and -, and are 2 to 49 characters long',
      },
    ]);
  });

  it('leaves what is in another namespace to its own policies', () => {
    const other = policy(checks('false'), 'NamespacedValidatingPolicy');
    stage.put({ ...other, metadata: { name: 'rule', namespace: 'other' } });
    expect(stage.verdicts()).toEqual([]);
  });

  it.each([
    [undefined, 'refused'],
    [['Deny'], 'refused'],
    [['Audit', 'Deny'], 'refused'],
    [['Audit'], 'warned'],
    [['Warn'], 'warned'],
  ])('with the actions %j a broken rule is %s', (actions, outcome) => {
    stage.put(policy({ ...checks('false'), validationActions: actions }));
    expect(stage.outcomes()).toEqual([outcome]);
  });

  it.each([
    [{ namespaceSelector: { matchLabels: { tier: 'gold' } } }, ['refused']],
    [{ namespaceSelector: { matchLabels: { tier: 'iron' } } }, []],
    [
      {
        objectSelector: {
          matchExpressions: [{ key: 'kro.run/owned', operator: 'Exists' }],
        },
      },
      ['refused'],
    ],
    [
      { objectSelector: { matchLabels: { 'kro.run/instance-id': 'x' } } },
      ['unjudged'],
    ],
    [{ excludeResourceRules: DEPLOYMENTS.resourceRules }, []],
    [
      {
        resourceRules: [
          { ...DEPLOYMENTS.resourceRules[0], resourceNames: ['other'] },
        ],
      },
      [],
    ],
    [
      {
        resourceRules: [
          { ...DEPLOYMENTS.resourceRules[0], operations: ['UPDATE'] },
        ],
      },
      [],
    ],
    [
      {
        resourceRules: [{ ...DEPLOYMENTS.resourceRules[0], scope: 'Cluster' }],
      },
      [],
    ],
  ])('selects by %j', (constraints, expected) => {
    const matchConstraints = { ...DEPLOYMENTS, ...constraints };
    stage.put(policy({ ...checks('false'), matchConstraints }));
    expect(stage.outcomes()).toEqual(expected);
  });

  it('applies rules about pods to what makes pods, as Kyverno does', () => {
    const pods = {
      matchConstraints: rules('pods', [''], ['CREATE']),
      ...checks(
        "object.spec.containers.all(c, c.image != 'nginx:1.27') && object.metadata.namespace == 'shop'",
      ),
    };
    pods.matchConstraints.resourceRules[0].apiVersions = ['v1'];
    stage.put(policy(pods));
    expect(stage.verdicts()[0].message).toContain(
      'refuses Deployment shop/web',
    );
    stage.put(
      policy({ ...pods, autogen: { podControllers: { controllers: [] } } }),
    );
    expect(stage.verdicts()).toEqual([]);
  });

  it('leaves an exception to Kyverno', () => {
    stage.put(policy(checks('false')));
    const exception = {
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'PolicyException',
      metadata: { name: 'except', namespace: 'kyverno' },
      spec: {
        policyRefs: [{ kind: 'ValidatingPolicy', name: 'rule' }],
        matchConditions: [
          { name: 'c', expression: "object.metadata.name == 'other'" },
        ],
      },
    };
    stage.put(exception);
    expect(stage.outcomes()).toEqual(['refused']);
    stage.put({
      ...exception,
      spec: { ...exception.spec, matchConditions: [] },
    });
    expect(stage.verdicts()[0].message).toContain(
      'the PolicyException kyverno/except may let it pass',
    );
  });

  it('is not about scans', () => {
    stage.put(
      policy({
        ...checks('false'),
        evaluation: { admission: { enabled: false } },
      }),
    );
    expect(stage.verdicts()).toEqual([]);
  });

  describe("Kubernetes' own policies", () => {
    const KUBERNETES = 'admissionregistration.k8s.io/v1';
    const bind = (spec: object = {}) =>
      stage.put({
        apiVersion: KUBERNETES,
        kind: 'ValidatingAdmissionPolicyBinding',
        metadata: { name: 'binding' },
        spec: { policyName: 'rule', validationActions: ['Deny'], ...spec },
      });
    const admission = (spec: object) =>
      stage.put({
        ...policy(spec, 'ValidatingAdmissionPolicy'),
        apiVersion: KUBERNETES,
      });

    it('hold where a binding says so, and do what it says', () => {
      admission(checks('object.spec.replicas > 9', 'too few'));
      expect(stage.verdicts()).toEqual([]);
      bind();
      expect(stage.verdicts()).toEqual([
        {
          outcome: 'refused',
          policy: 'rule',
          message:
            'Policy rule (ValidatingAdmissionPolicy) refuses Deployment shop/web: too few',
        },
      ]);
      bind({ validationActions: ['Warn'] });
      expect(stage.outcomes()).toEqual(['warned']);
      bind({
        matchResources: {
          namespaceSelector: { matchLabels: { tier: 'iron' } },
        },
      });
      expect(stage.verdicts()).toEqual([]);
    });

    it('let pass what fails where they say so, and may need parameters', () => {
      bind();
      admission({
        ...checks('object.spec.none == 1'),
        failurePolicy: 'Ignore',
      });
      expect(stage.outcomes()).toEqual(['passed']);
      admission({ ...checks('object.spec.none == 1') });
      expect(stage.outcomes()).toEqual(['refused']);
      admission({
        ...checks('params.data.max > 1'),
        paramKind: { kind: 'ConfigMap' },
      });
      expect(stage.outcomes()).toEqual(['unjudged']);
    });
  });
});
