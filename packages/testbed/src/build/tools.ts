/** A program of a Go module. */
export interface Program {
  name: string;
  /** Import path of its main package. */
  importPath: string;
  /** How long it takes to build on two cores after those before it, in seconds; the estimate's only base. */
  seconds: number;
}

/** Files that a Go module carries besides its code, and that a testbed needs. */
export interface ModuleFiles {
  /** Path of the module. */
  module: string;
  /** Directory in it. */
  from: string;
  /** Directory in the tool's `share`. */
  to: string;
  /** Names of the files; default: the directory with everything below it. */
  only?: string[];
}

/** What one Go module of `tools/` is for. */
export interface Tool {
  /** Its directory in `tools/`. */
  name: string;
  programs: Program[];
  files: ModuleFiles[];
  /** Flags of `go build`. */
  flags: string[];
  /** Needs a C compiler. */
  cgo?: boolean;
}

const STRIPPED = '-s -w';
const KUBERNETES = 'v1.36.4';

/** What a Kubernetes release has stamped in; kubectl cannot parse the default. */
const KUBERNETES_VERSION = Object.entries({
  gitVersion: KUBERNETES,
  gitMajor: '1',
  gitMinor: '36',
  gitCommit: 'unknown',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
})
  .map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`)
  .join(' ');

const kubernetesProgram = (name: string, seconds: number): Program => ({
  name,
  importPath: `k8s.io/kubernetes/cmd/${name}`,
  seconds,
});

const fluxController = (name: string, seconds: number): Tool => ({
  name,
  programs: [{ name, importPath: `github.com/fluxcd/${name}`, seconds }],
  files: [
    {
      module: `github.com/fluxcd/${name}`,
      from: 'config/crd/bases',
      to: 'crds',
    },
  ],
  flags: ['-ldflags', STRIPPED],
});

/** Everything a testbed runs, in the order in which it is built. Versions stand in the modules' go.mod. */
export const TOOLS: readonly Tool[] = [
  {
    name: 'custom-resources',
    programs: [],
    files: [
      {
        module: 'github.com/cilium/cilium',
        from: 'pkg/k8s/apis/cilium.io/client/crds/v2',
        to: 'crds',
        only: ['ciliumnetworkpolicies.yaml'],
      },
      {
        module: 'github.com/cloudnative-pg/cloudnative-pg',
        from: 'config/crd/bases',
        to: 'crds',
        // All but the Pooler: nothing here uses it, and it is the largest of them.
        only: [
          'postgresql.cnpg.io_backups.yaml',
          'postgresql.cnpg.io_clusterimagecatalogs.yaml',
          'postgresql.cnpg.io_clusters.yaml',
          'postgresql.cnpg.io_databaseroles.yaml',
          'postgresql.cnpg.io_databases.yaml',
          'postgresql.cnpg.io_failoverquorums.yaml',
          'postgresql.cnpg.io_imagecatalogs.yaml',
          'postgresql.cnpg.io_publications.yaml',
          'postgresql.cnpg.io_scheduledbackups.yaml',
          'postgresql.cnpg.io_subscriptions.yaml',
        ],
      },
      {
        module: 'github.com/kyverno/kyverno',
        from: 'config/crds/policies.kyverno.io',
        to: 'crds',
        only: [
          'policies.kyverno.io_namespacedvalidatingpolicies.yaml',
          'policies.kyverno.io_validatingpolicies.yaml',
        ],
      },
      {
        module: 'sigs.k8s.io/gateway-api',
        from: 'config/crd/standard',
        to: 'crds',
        only: [
          'gateway.networking.k8s.io_gatewayclasses.yaml',
          'gateway.networking.k8s.io_gateways.yaml',
          'gateway.networking.k8s.io_httproutes.yaml',
        ],
      },
    ],
    flags: [],
  },
  {
    name: 'etcd',
    programs: [
      { name: 'etcd', importPath: 'go.etcd.io/etcd/server/v3', seconds: 36 },
    ],
    files: [],
    flags: ['-ldflags', STRIPPED],
  },
  {
    name: 'kubernetes',
    programs: [
      kubernetesProgram('kube-apiserver', 166),
      kubernetesProgram('kube-controller-manager', 56),
      kubernetesProgram('kube-scheduler', 5),
      kubernetesProgram('kubectl', 33),
    ],
    files: [],
    flags: ['-ldflags', `${STRIPPED} ${KUBERNETES_VERSION}`],
  },
  {
    name: 'kro',
    programs: [
      {
        name: 'kro',
        importPath: 'github.com/kubernetes-sigs/kro/cmd/controller',
        seconds: 139,
      },
    ],
    files: [
      {
        module: 'github.com/kubernetes-sigs/kro',
        from: 'helm/crds',
        to: 'crds',
      },
    ],
    flags: ['-ldflags', STRIPPED],
  },
  {
    name: 'kwok',
    programs: [
      {
        name: 'kwok',
        importPath: 'sigs.k8s.io/kwok/cmd/kwok',
        seconds: 55,
      },
    ],
    files: [
      {
        module: 'sigs.k8s.io/kwok',
        from: 'kustomize/stage/node/fast',
        to: 'stages',
        only: ['node-initialize.yaml'],
      },
      {
        module: 'sigs.k8s.io/kwok',
        from: 'kustomize/stage/node/heartbeat-with-lease',
        to: 'stages',
        only: ['node-heartbeat-with-lease.yaml'],
      },
      {
        module: 'sigs.k8s.io/kwok',
        from: 'kustomize/stage/pod/fast',
        to: 'stages',
        only: ['pod-ready.yaml', 'pod-complete.yaml', 'pod-delete.yaml'],
      },
    ],
    flags: ['-ldflags', STRIPPED],
  },
  fluxController('kustomize-controller', 126),
  fluxController('source-controller', 110),
  fluxController('notification-controller', 110),
  {
    name: 'gitea',
    programs: [
      { name: 'gitea', importPath: 'code.gitea.io/gitea', seconds: 198 },
    ],
    files: ['templates', 'options', 'public'].map(directory => ({
      module: 'code.gitea.io/gitea',
      from: directory,
      to: `web/${directory}`,
    })),
    flags: ['-tags', 'sqlite,sqlite_unlock_notify', '-ldflags', STRIPPED],
    cgo: true,
  },
];
