/*
 * A program: builds what is missing of the testbed's programs, and tells how far it is. Ends with 1 when not all of
 * them stand; where this machine lacks what building them takes, its argument names the file where it says that:
 * `{ "lacks": "…" }`.
 */
import { writeFileSync } from 'node:fs';
import { ensureTools } from './build/ensureTools';
import { TestbedError, UnfitMachineError } from './testbedError';

const [report] = process.argv.slice(2);

ensureTools({
  onProgress: line => process.stdout.write(`${line}\n`),
}).catch((error: unknown) => {
  if (!(error instanceof TestbedError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
  if (report && error instanceof UnfitMachineError) {
    writeFileSync(report, JSON.stringify({ lacks: error.message }));
  }
});
