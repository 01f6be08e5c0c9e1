import { RunTool } from '../tools/runTool';
import {
  howToInstall,
  isAtLeast,
  NEEDED_TOOLS,
  NeededTool,
  versionOf,
} from '../tools/toolVersions';
import { Finding, ok, problem, warning } from './finding';

/** What there is to say about kind, helm, kubectl and flux. */
export async function toolFindings(run: RunTool): Promise<Finding[]> {
  return Promise.all(
    NEEDED_TOOLS.map(async tool =>
      toolFinding(tool, await versionOf(run, tool.tool)),
    ),
  );
}

/** Judges a program by its version; none: it is not there. */
export function toolFinding(
  { tool, atLeast, required, purpose }: NeededTool,
  version: string | undefined,
): Finding {
  const judge = required ? problem : warning;
  if (version === undefined) {
    return judge(
      tool,
      `${tool} was not found; it ${purpose}.`,
      `Get it (${atLeast} or later): ${howToInstall(tool)}`,
    );
  }
  if (!isAtLeast(version, atLeast)) {
    return judge(
      tool,
      `${tool} is ${version}; ${atLeast} or later is needed.`,
      `Update it: ${howToInstall(tool)}`,
    );
  }
  return ok(tool, `${tool} ${version}.`);
}
