import { mkdirSync } from 'node:fs';
import { Certificates } from '../access/certificates';
import { BuiltTools } from '../build/builtTools';
import { Parts } from '../process/parts';
import { StartStage } from '../testbed';
import { Layout } from './layout';

const LOOPBACK = '127.0.0.1';

/**
 * Its live heap is 320 MB with all custom resource definitions; left alone, Go lets it double before it collects.
 * Below the limit it collects no more often than usual: starting takes a third less time of the processors so.
 */
const API_SERVER_MEMORY = { GOMEMLIMIT: '340MiB', GOGC: '100' };

/** What the parts of one testbed have in common. */
export interface PartContext {
  parts: Parts;
  tools: BuiltTools;
  layout: Layout;
  /** Told when a stage of starting has been reached. */
  onStage(stage: StartStage): void;
}

/** Starts etcd and kube-apiserver; they are not ready yet. */
export async function startApiServer(
  { parts, tools, layout }: PartContext,
  {
    ports,
    certificates,
  }: {
    ports: { api: number; etcd: number; etcdPeer: number };
    certificates: Certificates;
  },
): Promise<void> {
  const etcdUrl = `https://${LOOPBACK}:${ports.etcd}`;
  const peerUrl = `https://${LOOPBACK}:${ports.etcdPeer}`;
  const { etcdServer, etcdClient, etcdCaFile, server, serviceAccounts } =
    certificates;
  mkdirSync(layout.etcd, { recursive: true, mode: 0o700 });
  await parts.start('store', {
    name: 'etcd',
    program: tools.program('etcd'),
    args: [
      `--data-dir=${layout.etcd}`,
      // Losing power costs the state of a testbed, and nothing else.
      '--unsafe-no-fsync',
      `--listen-client-urls=${etcdUrl}`,
      `--advertise-client-urls=${etcdUrl}`,
      `--listen-peer-urls=${peerUrl}`,
      `--initial-advertise-peer-urls=${peerUrl}`,
      `--initial-cluster=default=${peerUrl}`,
      `--cert-file=${etcdServer.certificate}`,
      `--key-file=${etcdServer.key}`,
      '--client-cert-auth',
      `--trusted-ca-file=${etcdCaFile}`,
      `--peer-cert-file=${etcdServer.certificate}`,
      `--peer-key-file=${etcdServer.key}`,
      '--peer-client-cert-auth',
      `--peer-trusted-ca-file=${etcdCaFile}`,
      '--log-level=warn',
    ],
    cwd: layout.etcd,
    log: layout.log('etcd'),
  });
  await parts.start('server', {
    name: 'kube-apiserver',
    program: tools.program('kube-apiserver'),
    args: [
      `--bind-address=${LOOPBACK}`,
      `--advertise-address=${LOOPBACK}`,
      `--secure-port=${ports.api}`,
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.96.0.0/16',
      `--etcd-servers=${etcdUrl}`,
      `--etcd-cafile=${etcdCaFile}`,
      `--etcd-certfile=${etcdClient.certificate}`,
      `--etcd-keyfile=${etcdClient.key}`,
      `--tls-cert-file=${server.certificate}`,
      `--tls-private-key-file=${server.key}`,
      '--authorization-mode=RBAC',
      `--token-auth-file=${layout.tokens}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${serviceAccounts.certificate}`,
      `--service-account-signing-key-file=${serviceAccounts.key}`,
      '--enable-priority-and-fairness=false',
      '--profiling=false',
    ],
    cwd: layout.etcd,
    env: API_SERVER_MEMORY,
    log: layout.log('kube-apiserver'),
  });
}

/** Starts the controllers that Kubernetes itself brings. */
export async function startKubernetesControllers(
  { parts, tools, layout }: PartContext,
  { caFile, serviceAccounts }: Certificates,
): Promise<void> {
  const common = (account: string) => [
    `--kubeconfig=${layout.kubeconfig(account)}`,
    '--leader-elect=false',
    '--secure-port=0',
    '--profiling=false',
  ];
  await parts.start('controller', {
    name: 'kube-controller-manager',
    program: tools.program('kube-controller-manager'),
    args: [
      ...common('kube-controller-manager'),
      // Each of its controllers may do what its own role says, not what all of them need together.
      '--use-service-account-credentials=true',
      `--root-ca-file=${caFile}`,
      `--service-account-private-key-file=${serviceAccounts.key}`,
    ],
    cwd: layout.etcd,
    log: layout.log('kube-controller-manager'),
  });
  await parts.start('controller', {
    name: 'kube-scheduler',
    program: tools.program('kube-scheduler'),
    args: common('kube-scheduler'),
    cwd: layout.etcd,
    log: layout.log('kube-scheduler'),
  });
}
