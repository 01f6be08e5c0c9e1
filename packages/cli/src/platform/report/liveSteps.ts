import { Listr } from 'listr2';
import { RunSteps } from './step';
import { Output } from './text';

/** Shows steps as a list in a terminal, in which each says what it waits for. */
export function liveSteps({ style }: Pick<Output, 'style'>): RunSteps {
  return async steps => {
    const list = new Listr<void, 'default'>(
      steps.map(step => ({
        title: step.title,
        task: async (_, task) => {
          const { state, says } = await step.run(text => {
            task.output = style('dim', text);
          });
          if (state === 'skipped') task.skip(says);
          else task.title = says;
        },
      })),
      {
        renderer: 'default',
        rendererOptions: {
          collapseErrors: false,
          showErrorMessage: false,
          suffixSkips: false,
          formatOutput: 'wrap',
        },
        // The command ends by itself when it is asked to, and says so.
        registerSignalListeners: false,
      },
    );
    await list.run();
  };
}
