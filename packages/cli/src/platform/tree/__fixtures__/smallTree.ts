import { PlatformTree } from '../platformTree';

const kustomization = (
  name: string,
  {
    dependsOn = [],
    annotations = {},
  }: {
    dependsOn?: string[];
    annotations?: Record<string, string>;
  } = {},
) => `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: ${name}
  namespace: flux-system
  annotations: ${JSON.stringify(annotations)}
spec:
  path: ./core/${name} # where it is
  dependsOn: ${JSON.stringify(dependsOn.map(other => ({ name: other })))}
`;

/** A tree with everything that can be left out, and as little else as may be. */
export const SMALL_TREE: PlatformTree = new Map([
  [
    'cluster.yaml',
    `# Kind's own.
kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
    extraPortMappings:
      - containerPort: 80 # the Gateway
        hostPort: 80
      - containerPort: 30300
        hostPort: 3000
`,
  ],
  [
    'versions.yaml',
    `apiVersion: v1
kind: ConfigMap
metadata: { name: platform-versions }
data:
  CILIUM_VERSION: 1.20.1
  FLUX_VERSION: v1.9.5
`,
  ],
  [
    'flux/kustomization.yaml',
    `kind: Kustomization
resources:
  - ../versions.yaml
  - platform.yaml
  - core.yaml
patches:
  - target: { kind: Kustomization, name: foundation }
    patch: |
      - op: add
        path: /spec/dependsOn
        value:
          - name: cilium
          - name: strimzi
`,
  ],
  ['flux/platform.yaml', kustomization('foundation')],
  [
    'flux/core.yaml',
    [
      `# Core, part by part.\n${kustomization('flux', {
        annotations: { 'mini-atlas.dev/required': 'true' },
      })}`,
      kustomization('cilium', { dependsOn: ['flux'] }),
      `# The operator.\n${kustomization('strimzi', {
        dependsOn: ['flux'],
        annotations: { 'mini-atlas.dev/requires': 'kafka' },
      })}`,
      kustomization('kafka', { dependsOn: ['strimzi', 'cilium'] }),
    ].join('---\n'),
  ],
  [
    'core/flux/controllers.yaml',
    `kind: Deployment
apiVersion: apps/v1
metadata: { name: source-controller, namespace: flux-system }
spec: { image: 'source-controller:\${FLUX_VERSION}' }
`,
  ],
  [
    'core/cilium/release.yaml',
    `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cilium, namespace: kube-system }
spec:
  chartRef: { kind: OCIRepository, name: cilium }
  values:
    kubeProxyReplacement: 'true'
    gatewayAPI: { enabled: true }
`,
  ],
  [
    'core/sources/charts.yaml',
    `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: cilium, namespace: flux-system }
spec:
  url: oci://quay.io/cilium/charts/cilium
  ref: { tag: '\${CILIUM_VERSION}' }
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: strimzi
  annotations: { mini-atlas.dev/requires: kafka }
`,
  ],
  ['core/strimzi/release.yaml', 'kind: HelmRelease\n'],
  ['core/kafka/kafka.yaml', 'kind: Kafka\n'],
  [
    'core/gateway/gateway.yaml',
    `apiVersion: v1
kind: Namespace
metadata: { name: gateway }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: atlas, namespace: gateway }
`,
  ],
  [
    'foundation/topic.yaml',
    `apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata:
  name: topic
  annotations: { mini-atlas.dev/requires: kafka }
`,
  ],
  [
    'foundation/workspace.yaml',
    `apiVersion: kro.run/v1alpha1
kind: ResourceGraphDefinition
metadata: { name: workspace }
spec: { value: '\${schema.metadata.name}' }
`,
  ],
  [
    'delivery/tenants/demo/kustomization.yaml',
    'resources:\n  - topic.yaml\n  - web.yaml\n',
  ],
  [
    'delivery/tenants/demo/topic.yaml',
    `apiVersion: mini-atlas.dev/v1alpha1
kind: Topic
metadata:
  name: visits
  annotations: { mini-atlas.dev/requires: 'kafka, cilium' }
`,
  ],
  [
    'delivery/tenants/demo/web.yaml',
    `apiVersion: mini-atlas.dev/v1alpha1
kind: WebApplication
metadata: { name: web }
`,
  ],
  ['README.md', 'A tree.\n'],
]);
