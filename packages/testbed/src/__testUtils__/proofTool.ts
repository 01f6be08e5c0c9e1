import { ensureTools } from '../build/ensureTools';
import { PROOF_TOOLS } from '../build/proofTools';
import { findTools } from '../build/toolsPlace';

const toolsOf = (name: string) =>
  PROOF_TOOLS.filter(tool => tool.name === name);

/** Why a suite that needs one of the programs of `PROOF_TOOLS` cannot run; nothing when it can. */
export function proofToolMissing(name: string): string | undefined {
  return process.env.MINI_ATLAS_TESTBED || findTools({ tools: toolsOf(name) })
    ? undefined
    : `${name} has not been built; \`npm run test:testbed\` does that`;
}

/** The path of one of its programs, which is built when it is missing. */
export async function proofProgram(
  tool: string,
  program: string,
): Promise<string> {
  const tools = await ensureTools({
    tools: toolsOf(tool),
    onProgress: line => process.stderr.write(`${line}\n`),
  });
  return tools.program(program);
}
