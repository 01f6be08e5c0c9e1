import { FakeApiServer } from './fakeApiServer';

/** An API server that serves every type the portal and the abstraction `demo` need; it holds no objects yet. */
export function demoApiServer(): FakeApiServer {
  return new FakeApiServer()
    .serve(
      'kro.run/v1alpha1',
      'ResourceGraphDefinition',
      'resourcegraphdefinitions',
      false,
    )
    .serve(
      'apiextensions.k8s.io/v1',
      'CustomResourceDefinition',
      'customresourcedefinitions',
      false,
    )
    .serve('v1', 'Namespace', 'namespaces', false)
    .serve('v1', 'Event', 'events')
    .serve('v1', 'Pod', 'pods')
    .serve('v1', 'Service', 'services')
    .serve('v1', 'Secret', 'secrets')
    .serve('apps/v1', 'Deployment', 'deployments')
    .serve('apps/v1', 'ReplicaSet', 'replicasets')
    .serve('source.toolkit.fluxcd.io/v1', 'GitRepository', 'gitrepositories')
    .serve('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'kustomizations')
    .serve('atlas.dev/v1alpha1', 'Demo', 'demoes');
}
