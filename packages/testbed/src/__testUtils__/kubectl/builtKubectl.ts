import { ensureTools } from '../../build/ensureTools';
import { TOOLS } from '../../build/tools';
import { findTools } from '../../build/toolsPlace';

const KUBERNETES = TOOLS.filter(({ name }) => name === 'kubernetes');

/** Whether there is the kubectl of the testbed's API server; others word their messages differently. */
export function isKubectlBuilt(): boolean {
  return findTools({ tools: KUBERNETES }) !== undefined;
}

/** The path of that kubectl, which is built when it is missing. */
export async function builtKubectl(): Promise<string> {
  const tools = await ensureTools({
    tools: KUBERNETES,
    onProgress: line => process.stderr.write(`${line}\n`),
  });
  return tools.program('kubectl');
}
