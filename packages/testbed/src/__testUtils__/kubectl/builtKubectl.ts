import { join } from 'node:path';
import { buildDefect } from '../../build/builtTool';
import { ensureTools, userCache } from '../../build/ensureTools';
import { toolHash } from '../../build/toolHash';
import { Tool, TOOLS } from '../../build/tools';
import { TOOLS_DIRECTORY } from '../../packageDirectories';

const KUBERNETES = 'kubernetes';
const isKubernetes = ({ name }: Tool) => name === KUBERNETES;

/** Whether there is the kubectl of the testbed's API server; others word their messages differently. */
export function isKubectlBuilt(): boolean {
  const tool = TOOLS.find(isKubernetes);
  if (!tool) return false;
  const hash = toolHash(tool, join(TOOLS_DIRECTORY, KUBERNETES));
  return buildDefect(join(userCache(), KUBERNETES, hash)) === undefined;
}

/** The path of that kubectl, which is built when it is missing. */
export async function builtKubectl(): Promise<string> {
  const tools = await ensureTools({
    tools: TOOLS.filter(isKubernetes),
    onProgress: line => process.stderr.write(`${line}\n`),
  });
  return tools.program('kubectl');
}
