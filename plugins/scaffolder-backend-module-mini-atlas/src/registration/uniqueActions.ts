import { LoggerService } from '@backstage/backend-plugin-api';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';

/**
 * The actions, each id once: the scaffolder does not start with two of the same id, and two abstractions of
 * different API groups may share a kind. Says which one was left out.
 */
export function uniqueActions(
  actions: TemplateAction[],
  logger: LoggerService,
): TemplateAction[] {
  const byId = new Map<string, TemplateAction>();
  for (const action of actions) {
    if (byId.has(action.id)) {
      logger.warn(
        `Two abstractions would have the action ${action.id}; only the first has it. Use mini-atlas:instance:write for the other.`,
      );
    } else {
      byId.set(action.id, action);
    }
  }
  return [...byId.values()];
}
