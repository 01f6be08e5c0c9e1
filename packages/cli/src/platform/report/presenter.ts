import { jsonSteps, standardEvents, WriteEvent } from './jsonSteps';
import { plainSteps } from './plainSteps';
import { RunSteps } from './step';
import { Output, standardOutput } from './text';

/** How a command shows what it does: for people, or for programs. */
export interface Presenter {
  run: RunSteps;
  /** Says something beside the steps; nothing for programs. */
  line(text?: string): void;
  /** Tells programs something; nothing for people. */
  event: WriteEvent;
  output: Output;
}

/** Chooses: events with `--json`, a live list in a terminal, lines elsewhere. */
export function choosePresenter({ json }: { json?: boolean }): Presenter {
  const output = standardOutput();
  if (json) {
    return {
      run: jsonSteps(standardEvents),
      line: () => undefined,
      event: standardEvents,
      output,
    };
  }
  return {
    run: output.isTerminal ? liveList(output) : plainSteps(output),
    line: output.line,
    event: () => undefined,
    output,
  };
}

/** Its library is loaded only where it is used. */
function liveList(output: Output): RunSteps {
  return steps => {
    const { liveSteps }: typeof import('./liveSteps') = require('./liveSteps');
    return liveSteps(output)(steps);
  };
}
