import { ContainerRuntime, RuntimeAnswer } from '../tools/containerRuntime';
import { isAtLeast, readVersion } from '../tools/toolVersions';
import { Finding, ok, problem, warning } from './finding';

const GIB = 1024 ** 3;

/** What the whole platform was laid out for, and what it can be squeezed into without its Kafka. */
const MEMORY = { all: 8, least: 6 };
const CORES = { all: 4, least: 2 };

/** Docker takes a little of the machine's memory for itself: 7.7 GiB is what 8 look like from inside. */
const TOLERANCE = 0.5;

/** Cilium's eBPF programs need it. */
const KERNEL = '5.10';

const TITLES = { docker: 'Docker', podman: 'Podman', nerdctl: 'nerdctl' };

/** What there is to say about the container runtime, and what it has to offer. */
export function runtimeFindings(answer: RuntimeAnswer): Finding[] {
  if (answer.state === 'absent') {
    return [
      problem(
        'container runtime',
        'Neither Docker nor Podman nor nerdctl was found on the PATH.',
        `Install Docker (https://docs.docker.com/get-started/get-docker/) or Podman. Without one, give a cluster that exists: \`npm run up -- --kubeconfig FILE\`. To see Mini-Atlas with neither: \`npm start\``,
      ),
    ];
  }
  if (answer.state === 'silent') {
    return [
      problem(
        'container runtime',
        `${TITLES[answer.name]} is installed, but does not answer: ${
          answer.why
        }`,
        startRemedy(answer.name),
      ),
    ];
  }
  const { runtime } = answer;
  return [
    ok(
      'container runtime',
      `${TITLES[runtime.name]} ${runtime.version} answers.`,
    ),
    memory(runtime),
    cores(runtime),
    ...cgroups(runtime),
    ...kernel(runtime),
  ];
}

function startRemedy(name: keyof typeof TITLES): string {
  if (name === 'podman') return 'Start it: `podman machine start`';
  return process.platform === 'linux'
    ? `Start it (\`sudo systemctl start docker\`), and see to it that you may use it: \`sudo usermod -aG docker "$USER"\`, then sign in again.`
    : 'Start Docker Desktop, and wait until it says that it runs.';
}

const gib = (bytes: number) => `${(bytes / GIB).toFixed(1)} GiB`;

function memory({ memoryBytes, inVirtualMachine }: ContainerRuntime): Finding {
  const has = memoryBytes / GIB + TOLERANCE;
  const says = `Containers have ${gib(memoryBytes)} of memory`;
  const more = inVirtualMachine
    ? `Give the virtual machine ${MEMORY.all} GiB (Docker Desktop: Settings, Resources)`
    : `Use a machine with ${MEMORY.all} GiB`;
  if (has >= MEMORY.all) return ok('memory', `${says}.`);
  if (has >= MEMORY.least) {
    return warning(
      'memory',
      `${says}; the whole platform takes ${MEMORY.all} GiB.`,
      `${more}, or leave the Kafka out: \`npm run up -- --without kafka\``,
    );
  }
  return problem(
    'memory',
    `${says}; the platform takes ${MEMORY.all} GiB, and ${MEMORY.least} GiB without its Kafka.`,
    `${more}. npm start needs no more than 1 GiB.`,
  );
}

function cores({ cores: has, inVirtualMachine }: ContainerRuntime): Finding {
  const says = `Containers have ${has} ${has === 1 ? 'core' : 'cores'}`;
  if (has >= CORES.all) return ok('cores', `${says}.`);
  const more = inVirtualMachine
    ? `Give the virtual machine ${CORES.all} cores (Docker Desktop: Settings, Resources)`
    : `Use a machine with ${CORES.all} cores`;
  if (has >= CORES.least) {
    return warning(
      'cores',
      `${says}; the platform was laid out for ${CORES.all}.`,
      `${more}, or wait longer: \`npm run up -- --timeout 40m\``,
    );
  }
  return problem(
    'cores',
    `${says}; what the platform asks for does not fit into fewer than ${CORES.least}.`,
    `${more}.`,
  );
}

function cgroups({ cgroupVersion }: ContainerRuntime): Finding[] {
  if (cgroupVersion !== 1) return [];
  return [
    problem(
      'cgroups',
      'The machine uses cgroup v1, on which the kubelet of Kubernetes 1.35 and later does not start.',
      'Switch to cgroup v2: boot with systemd.unified_cgroup_hierarchy=1, or update the system.',
    ),
  ];
}

function kernel({ kernel: release }: ContainerRuntime): Finding[] {
  if (!release) return [];
  const version = readVersion('docker', release);
  return isAtLeast(version, KERNEL)
    ? [ok('kernel', `Linux ${release}.`)]
    : [
        problem(
          'kernel',
          `The kernel is ${release}; Cilium needs ${KERNEL} or later.`,
          'Update the system, or the virtual machine that the containers run in.',
        ),
      ];
}
