import { DEFAULT_KRO_FLAGS, parseKroFlags } from './flags';

describe('parseKroFlags', () => {
  it('reads the flags that change what KRO does, and lets its others pass', () => {
    expect(
      parseKroFlags([
        '--allow-crd-deletion',
        '--feature-gates=CELOmitFunction=true',
        '-instance-requeue-interval',
        '1m30s',
        '--metrics-bind-address=:9000',
        '--rgd-max-graph-revisions=2',
      ]),
    ).toEqual({
      ...DEFAULT_KRO_FLAGS,
      allowCrdDeletion: true,
      instanceRequeueInterval: 90_000,
      maxGraphRevisions: 2,
      featureGates: {
        ...DEFAULT_KRO_FLAGS.featureGates,
        CELOmitFunction: true,
      },
    });
  });

  it.each([
    [['--alow-crd-deletion'], 'KRO has no flag "--alow-crd-deletion"'],
    [['true'], 'KRO has no flag "true"'],
    [['--feature-gates=Magic=true'], '--feature-gates names "Magic"'],
    [['--allow-crd-deletion=maybe'], '--allow-crd-deletion is "maybe"'],
    [['--instance-requeue-interval=3'], '--instance-requeue-interval is "3"'],
    [['--instance-requeue-interval'], 'needs a value'],
  ])('refuses %j', (args, message) => {
    expect(() => parseKroFlags(args)).toThrow(message);
  });
});
