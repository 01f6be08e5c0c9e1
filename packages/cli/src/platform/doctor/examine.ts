import { findRuntime, RuntimeAnswer } from '../tools/containerRuntime';
import { RunTool } from '../tools/runTool';
import { Finding } from './finding';
import {
  diskFindings,
  inotifyFindings,
  nearestDirectory,
} from './machineFindings';
import { PlatformPort, portFindings } from './portFindings';
import { runtimeFindings } from './runtimeFindings';
import { toolFindings } from './toolFindings';

/** What a platform will be reached at, and where its state is. */
export interface Examination {
  /** Empty for those of a platform that runs already. */
  ports: PlatformPort[];
  state: string;
}

/** Everything that the doctor found out, and the container runtime. */
export interface Diagnosis {
  findings: Finding[];
  runtime: RuntimeAnswer;
}

/** Examines this machine: what a new Kind platform needs from it. Changes nothing. */
export async function examine(
  run: RunTool,
  { ports, state }: Examination,
): Promise<Diagnosis> {
  const runtime = await findRuntime(run);
  const found = runtime.state === 'running' ? runtime.runtime : undefined;
  const findings = [
    ...runtimeFindings(runtime),
    ...diskFindings([
      found?.inVirtualMachine ? undefined : found?.directory,
      nearestDirectory(state),
    ]),
    ...inotifyFindings(),
    ...(await portFindings(ports, { rootless: found?.rootless ?? false })),
    ...(await toolFindings(run)),
  ];
  return { findings, runtime };
}
