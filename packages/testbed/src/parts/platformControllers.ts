import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PartContext } from './controlPlane';

const LOOPBACK = '127.0.0.1';
const FLUX_NAMESPACE = 'flux-system';

/** Controllers of sigs.k8s.io/controller-runtime take `0` for: do not listen at all. */
const NOWHERE = '0';

/** Starts KRO. */
export async function startKro({
  parts,
  tools,
  layout,
}: PartContext): Promise<void> {
  await parts.start('controller', {
    name: 'kro',
    program: tools.program('kro'),
    args: [
      `--metrics-bind-address=${NOWHERE}`,
      `--health-probe-bind-address=${NOWHERE}`,
      // A definition waits more than a second for its kind to be served; by default the next one waits for it.
      '--resource-graph-definition-concurrent-reconciles=4',
      // As the platform runs it: the abstractions leave fields out.
      '--feature-gates=CELOmitFunction=true',
    ],
    cwd: layout.etcd,
    env: { KUBECONFIG: layout.kubeconfig('kro') },
    log: layout.log('kro'),
  });
}

/** Starts Flux's controllers: sources, Kustomizations, and the receiver of the forge's webhook. */
export async function startFlux(
  context: PartContext,
  ports: { artifacts: number; receiver: number; events: number },
): Promise<void> {
  const { layout } = context;
  const artifacts = `${LOOPBACK}:${ports.artifacts}`;
  const receiver = `${LOOPBACK}:${ports.receiver}`;
  const events = `${LOOPBACK}:${ports.events}`;
  mkdirSync(layout.artifacts, { recursive: true });
  await startFluxController(context, 'source-controller', [
    `--storage-path=${layout.artifacts}`,
    `--storage-addr=${artifacts}`,
    `--storage-adv-addr=${artifacts}`,
    '--events-addr=',
  ]);
  await startFluxController(context, 'kustomize-controller', [
    '--events-addr=',
    // By default each dependsOn that is not ready yet costs 30 seconds.
    '--requeue-dependency=1s',
    // After a restart source-controller gives artifacts away at another port, until when the old one is refused; by
    // default that is tried for minutes.
    '--http-retry=1',
  ]);
  await startFluxController(context, 'notification-controller', [
    `--receiverAddr=${receiver}`,
    `--events-addr=${events}`,
  ]);
}

function startFluxController(
  { parts, tools, layout }: PartContext,
  name: string,
  args: string[],
): Promise<void> {
  return parts.start('controller', {
    name,
    program: tools.program(name),
    args: [
      '--watch-all-namespaces=true',
      '--enable-leader-election=false',
      `--metrics-addr=${NOWHERE}`,
      `--health-addr=${NOWHERE}`,
      ...args,
    ],
    cwd: layout.artifacts,
    env: {
      KUBECONFIG: layout.kubeconfig(name),
      RUNTIME_NAMESPACE: FLUX_NAMESPACE,
    },
    log: layout.log(name),
  });
}

/** Starts KWOK with its own stages for nodes and pods and with ours for the operators that cannot run here. */
export async function startKwok(
  { parts, tools, layout }: PartContext,
  operatorStages: string,
): Promise<void> {
  const stages = [tools.share('kwok', 'stages'), operatorStages]
    .flatMap(directory =>
      readdirSync(directory)
        .sort()
        .map(name => join(directory, name)),
    )
    .map(path => readFileSync(path, 'utf8'));
  writeFileSync(layout.stages, stages.join('\n---\n'));
  await parts.start('controller', {
    name: 'kwok',
    program: tools.program('kwok'),
    args: [
      `--kubeconfig=${layout.kubeconfig('kwok-controller')}`,
      `--config=${layout.stages}`,
      '--manage-all-nodes=true',
      // Else the node turns NotReady, and every Deployment drops to 0.
      '--node-lease-duration-seconds=40',
    ],
    cwd: layout.etcd,
    log: layout.log('kwok'),
  });
}
