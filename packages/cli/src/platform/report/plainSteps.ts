import { RunSteps } from './step';
import { Output, wrap } from './text';

/** Shows steps as lines, for files and pipes: what begins, what is waited for when that changes, how it ended. */
export function plainSteps(output: Output): RunSteps {
  const say = (mark: string, text: string, indent = 2) =>
    output.line(
      `${' '.repeat(indent - 2)}${mark} ${wrap(text, {
        columns: output.columns,
        indent,
      })}`,
    );
  return async steps => {
    for (const step of steps) {
      say('•', `${step.title} …`);
      const { state, says } = await step.run(text => say('…', text, 4));
      say(state === 'done' ? '✔' : '-', says, 4);
    }
  };
}
