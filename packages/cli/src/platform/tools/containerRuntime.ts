import { RunTool, ToolAbsentError } from './runTool';

/** What Kind can run its nodes with. */
export const RUNTIMES = ['docker', 'podman', 'nerdctl'] as const;

/** One of them. */
export type RuntimeName = (typeof RUNTIMES)[number];

/** A container runtime that answers, and what it has to offer. */
export interface ContainerRuntime {
  name: RuntimeName;
  version: string;
  /** Of the machine, or of the virtual machine that it runs in. */
  cores: number;
  memoryBytes: number;
  /** 1 or 2; nothing where the runtime does not say. */
  cgroupVersion?: number;
  /** As `uname -r` says. */
  kernel?: string;
  /** Where images and containers are kept, in its own file system. */
  directory?: string;
  /** Without root, ports below 1024 are out of its reach. */
  rootless: boolean;
  /** It runs in a virtual machine of its own, whose disk cannot be seen from here. */
  inVirtualMachine: boolean;
}

/** What asking for a runtime led to. */
export type RuntimeAnswer =
  | { state: 'running'; runtime: ContainerRuntime }
  | { state: 'silent'; name: RuntimeName; why: string }
  | { state: 'absent' };

/** The question for each: its description as JSON. */
const INFO_ARGS: Record<RuntimeName, string[]> = {
  docker: ['info', '--format', '{{json .}}'],
  podman: ['info', '--format', 'json'],
  nerdctl: ['info', '--format', '{{json .}}'],
};

/**
 * Finds the container runtime that Kind would use: the one that KIND_EXPERIMENTAL_PROVIDER names, else the first
 * that answers.
 */
export async function findRuntime(
  run: RunTool,
  env: NodeJS.ProcessEnv = process.env,
): Promise<RuntimeAnswer> {
  const wanted = RUNTIMES.find(name => name === env.KIND_EXPERIMENTAL_PROVIDER);
  let silent: RuntimeAnswer | undefined;
  for (const name of wanted ? [wanted] : RUNTIMES) {
    const answer = await ask(run, name);
    if (answer.state === 'running') return answer;
    if (answer.state === 'silent') silent ??= answer;
  }
  return silent ?? { state: 'absent' };
}

async function ask(run: RunTool, name: RuntimeName): Promise<RuntimeAnswer> {
  try {
    const { code, stdout, stderr } = await run({
      tool: name,
      args: INFO_ARGS[name],
    });
    const runtime = code === 0 ? readRuntime(name, stdout) : undefined;
    if (runtime) return { state: 'running', runtime };
    return {
      state: 'silent',
      name,
      why: stderr.trim().split('\n').pop() || `it ended with code ${code}`,
    };
  } catch (error) {
    if (error instanceof ToolAbsentError) return { state: 'absent' };
    throw error;
  }
}

/** Reads a runtime's description; nothing when it holds no server. */
export function readRuntime(
  name: RuntimeName,
  text: string,
): ContainerRuntime | undefined {
  const info = JSON.parse(text);
  return name === 'podman' ? readPodman(info) : readDocker(name, info);
}

/** As `docker info` and `nerdctl info` say it. */
interface DockerInfo {
  ServerVersion?: string;
  NCPU?: number;
  MemTotal?: number;
  CgroupVersion?: string;
  KernelVersion?: string;
  DockerRootDir?: string;
  OperatingSystem?: string;
  SecurityOptions?: string[] | null;
}

function readDocker(
  name: RuntimeName,
  info: DockerInfo,
): ContainerRuntime | undefined {
  if (!info.ServerVersion) return undefined;
  return {
    name,
    version: info.ServerVersion,
    cores: info.NCPU ?? 0,
    memoryBytes: info.MemTotal ?? 0,
    cgroupVersion: Number(info.CgroupVersion) || undefined,
    kernel: info.KernelVersion,
    directory: info.DockerRootDir,
    rootless: info.SecurityOptions?.includes('name=rootless') ?? false,
    inVirtualMachine:
      process.platform !== 'linux' ||
      /Docker Desktop/.test(info.OperatingSystem ?? ''),
  };
}

/** As `podman info` says it. */
interface PodmanInfo {
  host?: {
    cpus?: number;
    memTotal?: number;
    cgroupVersion?: string;
    kernel?: string;
    security?: { rootless?: boolean };
  };
  store?: { graphRoot?: string };
  version?: { Version?: string };
}

function readPodman({
  host,
  store,
  version,
}: PodmanInfo): ContainerRuntime | undefined {
  if (!host || !version?.Version) return undefined;
  return {
    name: 'podman',
    version: version.Version,
    cores: host.cpus ?? 0,
    memoryBytes: host.memTotal ?? 0,
    cgroupVersion: host.cgroupVersion === 'v1' ? 1 : 2,
    kernel: host.kernel,
    directory: store?.graphRoot,
    rootless: host.security?.rootless ?? false,
    inVirtualMachine: process.platform !== 'linux',
  };
}
