import { Tool } from './tools';

const STRIPPED = ['-ldflags', '-s -w'];

/**
 * Programs and files against which the platform's tree (`kind/`) is held; no testbed needs them to run. Helm is the one that
 * is in the platform's helm-controller, Kustomize the one in its kustomize-controller, Kind the one that makes the cluster.
 * Versions stand in the modules' go.mod.
 */
export const PLATFORM_TOOLS: readonly Tool[] = [
  {
    name: 'charts',
    programs: [],
    files: [
      {
        module: 'github.com/cilium/cilium',
        from: 'install/kubernetes/cilium',
        to: 'cilium',
      },
      {
        module: 'github.com/kubernetes-sigs/kro',
        from: 'helm',
        to: 'kro',
      },
      {
        module: 'github.com/kyverno/kyverno',
        from: 'charts/kyverno',
        to: 'kyverno',
      },
      // Its definitions, on which the chart of Kyverno depends.
      {
        module: 'github.com/kyverno/api',
        from: 'charts/kyverno-api',
        to: 'kyverno-api',
      },
      {
        module: 'github.com/cloudnative-pg/cloudnative-pg',
        from: 'releases',
        to: 'cloudnative-pg',
        only: ['cnpg-1.30.0.yaml'],
      },
      // Definitions that stand in the tree as data.
      ...['source', 'kustomize', 'helm', 'notification'].map(name => ({
        module: `github.com/fluxcd/${name}-controller`,
        from: 'config/crd/bases',
        to: 'definitions',
      })),
      {
        module: 'sigs.k8s.io/gateway-api',
        from: 'config/crd/standard',
        to: 'definitions',
      },
    ],
    flags: [],
  },
  {
    name: 'kind',
    programs: [{ name: 'kind', importPath: 'sigs.k8s.io/kind', seconds: 10 }],
    files: [],
    flags: STRIPPED,
  },
  {
    name: 'kustomize',
    programs: [
      {
        name: 'kustomize',
        importPath: 'sigs.k8s.io/kustomize/kustomize/v5',
        seconds: 20,
      },
    ],
    files: [],
    flags: STRIPPED,
  },
  {
    name: 'helm',
    programs: [
      { name: 'helm', importPath: 'helm.sh/helm/v4/cmd/helm', seconds: 90 },
    ],
    files: [],
    flags: STRIPPED,
  },
];
