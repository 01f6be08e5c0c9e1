/*
 * A program: measures the part of the bench that its argument names, and tells whoever started it of each figure and
 * each failure. Ends with that one.
 */
import { PARTS } from './parts';
import { Report } from './report';

async function main(name: string): Promise<void> {
  const giveUp = () => process.exit(1);
  process.once('disconnect', giveUp);
  const report = new Report(found => process.send?.(found));
  await PARTS[name].run(report);
  process.off('disconnect', giveUp);
  process.disconnect?.();
}

void main(process.argv[2]);
