import {
  checks,
  policy,
  PolicyStage,
  rules,
  webApplication,
} from '../__testUtils__/policyStage';

describe('a rule of a policy', () => {
  let stage: PolicyStage;

  beforeEach(() => {
    stage = new PolicyStage();
  });

  it.each([
    [
      'what the manifest gives',
      'object.spec.template.spec.containers.all(c, c.image.startsWith("nginx"))',
      'passed',
    ],
    [
      'labels that KRO gives',
      "object.metadata.labels['app.kubernetes.io/managed-by'] == 'kro'",
      'passed',
    ],
    [
      'what nobody gives',
      'has(object.spec.template.spec.hostNetwork)',
      'refused',
    ],
    ['an absent label', "'owner' in object.metadata.labels", 'refused'],
    [
      'an absent field without has',
      'object.spec.template.spec.hostNetwork',
      'refused',
    ],
    [
      'what the API server fills in',
      "object.spec.strategy.type == 'Recreate'",
      'unjudged',
    ],
    [
      'what is decided either way',
      "object.metadata.name == 'web' || object.spec.strategy.type == 'Recreate'",
      'passed',
    ],
    [
      'the uid',
      "object.metadata.labels['kro.run/instance-id'] == 'x'",
      'unjudged',
    ],
    ['who asks', "request.userInfo.username == 'kro'", 'unjudged'],
    [
      'the operation',
      "request.operation == 'CREATE' && oldObject == null",
      'passed',
    ],
    [
      'the namespace',
      "namespaceObject.metadata.labels.tier == 'gold'",
      'passed',
    ],
    [
      'a library of Kyverno',
      "resource.Get('v1', 'configmaps', 'shop', 'x').data.a == 'b'",
      'unjudged',
    ],
    ['images of Kyverno', 'images.containers.all(i, i != "")', 'unjudged'],
    [
      'what RE2 takes and JavaScript does not',
      "object.metadata.name.matches('(?i)WEB')",
      'unjudged',
    ],
  ])('a rule about %s (%s) is %s', (_what, expression, outcome) => {
    stage.put(policy(checks(expression)));
    expect(stage.outcomes()).toEqual([outcome]);
  });

  it('says why it cannot judge', () => {
    stage.put(
      policy(
        checks('object.spec.replicas < 5 && images.containers.size() > 0'),
      ),
    );
    expect(stage.verdicts()).toEqual([
      {
        outcome: 'unjudged',
        policy: 'rule',
        message:
          'Policy rule (ValidatingPolicy) cannot be judged before apply for Deployment shop/web: it asks for images, which only the cluster has',
      },
    ]);
  });

  it('computes variables and messages', () => {
    stage.put(
      policy({
        variables: [
          {
            name: 'first',
            expression: 'object.spec.template.spec.containers[0]',
          },
          { name: 'image', expression: 'variables.first.image' },
          { name: 'other', expression: "resource.Get('v1', 'pods', 'a', 'b')" },
        ],
        validations: [
          { expression: 'variables.image != ""' },
          {
            expression: "variables.image.startsWith('ghcr.io/')",
            message: 'not shown',
            messageExpression: "'not from here: ' + variables.image",
          },
        ],
      }),
    );
    expect(stage.verdicts()[0].message).toBe(
      'Policy rule (ValidatingPolicy) refuses Deployment shop/web: not from here: nginx:1.27',
    );
  });

  it.each([
    ["object.metadata.name == 'other'", undefined, []],
    ["object.metadata.name == 'web'", undefined, ['refused']],
    ['object.spec.none == 1', 'Ignore', []],
    ['object.spec.none == 1', 'Fail', ['refused']],
    ['object.spec.strategy == 1', undefined, ['unjudged']],
  ])('heeds the condition %s', (expression, failurePolicy, expected) => {
    stage.put(
      policy({
        ...checks('false'),
        failurePolicy,
        matchConditions: [{ name: 'c', expression }],
      }),
    );
    expect(stage.outcomes()).toEqual(expected);
  });

  it('compares with what lives when something is changed', () => {
    const uid = 'u-1';
    const live = {
      ...webApplication(),
      metadata: { ...webApplication().metadata, uid },
    };
    stage.put(live);
    stage.put({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'web',
        namespace: 'shop',
        uid: 'u-2',
        labels: {
          'kro.run/instance-id': uid,
          'kro.run/node-id': 'deployment',
          team: 'x',
        },
      },
      spec: { replicas: 1, paused: true },
    });
    const rule = (expression: string) => {
      stage.put(policy(checks(expression)));
      return stage.outcomes(webApplication('web', { replicas: 3 }));
    };
    expect(rule("request.operation == 'UPDATE'")).toEqual(['passed']);
    expect(rule('object.spec.replicas <= oldObject.spec.replicas')).toEqual([
      'refused',
    ]);
    expect(rule('has(object.spec.paused)')).toEqual(['unjudged']);
    expect(
      rule(`object.metadata.labels['kro.run/instance-id'] == '${uid}'`),
    ).toEqual(['passed']);
  });

  it('does not guess what an operator fills in of its own types', () => {
    stage.put(
      policy({
        matchConstraints: rules('httproutes', ['*'], ['*']),
        ...checks('has(object.spec.something)'),
      }),
    );
    expect(stage.outcomes()).toEqual(['unjudged']);
  });
});
