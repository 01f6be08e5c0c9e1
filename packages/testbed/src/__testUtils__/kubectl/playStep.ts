import { eventually } from '../eventually';
import {
  KubectlAccess,
  KubectlAnswer,
  runKubectl,
  RunningKubectl,
  startKubectl,
} from './runKubectl';
import { Meanwhile, Step, transcriptOf } from './transcript';

/**
 * Makes a call of a scenario, and those that belong in its time, and returns what is compared of their answers.
 *
 * @param accessOf - says with what access a call is made
 */
export async function playStep(
  step: Step,
  accessOf: (step: Step) => KubectlAccess,
): Promise<Record<string, unknown>> {
  const { meanwhile } = step;
  if (!meanwhile) {
    return transcriptOf(step, await runKubectl(step, accessOf(step)));
  }
  const running = startKubectl(step, accessOf(step));
  const inItsTime: object[] = [];
  if (meanwhile.after) await written(running, meanwhile.after);
  for (const other of meanwhile.steps) {
    inItsTime.push(await playStep(other, accessOf));
  }
  const answer = await endOf(running, meanwhile);
  return { ...transcriptOf(step, answer), meanwhile: inItsTime };
}

/** The end of a call; of one that would not end, when it has written enough. */
async function endOf(
  running: RunningKubectl,
  { lines }: Meanwhile,
): Promise<KubectlAnswer> {
  if (lines === undefined) return running.ended;
  await eventually(() =>
    expect(running.written().split('\n').length).toBeGreaterThan(lines),
  );
  running.end();
  return { ...(await running.ended), code: 0 };
}

function written(running: RunningKubectl, text: string): Promise<void> {
  return eventually(() => expect(running.written()).toContain(text));
}
