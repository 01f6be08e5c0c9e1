import { bundledCrds } from '.';

describe('bundledCrds', () => {
  it('holds what the sandbox plays', () => {
    const names = bundledCrds().map(crd => crd.metadata.name);
    expect(names).toEqual(
      expect.arrayContaining([
        'ciliumnetworkpolicies.cilium.io',
        'clusters.postgresql.cnpg.io',
        'gatewayclasses.gateway.networking.k8s.io',
        'gateways.gateway.networking.k8s.io',
        'gitrepositories.source.toolkit.fluxcd.io',
        'graphrevisions.internal.kro.run',
        'httproutes.gateway.networking.k8s.io',
        'kafkaaccesses.access.strimzi.io',
        'kafkas.kafka.strimzi.io',
        'kafkatopics.kafka.strimzi.io',
        'kafkausers.kafka.strimzi.io',
        'kustomizations.kustomize.toolkit.fluxcd.io',
        'namespacedvalidatingpolicies.policies.kyverno.io',
        'receivers.notification.toolkit.fluxcd.io',
        'resourcegraphdefinitions.kro.run',
        'validatingpolicies.policies.kyverno.io',
      ]),
    );
    expect(new Set(names).size).toBe(names.length);
  });

  it('belongs to the caller', () => {
    const [first] = bundledCrds();
    first.metadata.name = 'changed';
    expect(bundledCrds()[0].metadata.name).not.toBe('changed');
  });
});
