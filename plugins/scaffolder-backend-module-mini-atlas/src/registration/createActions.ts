import { LoggerService } from '@backstage/backend-plugin-api';
import { ScaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { ActionServices } from '../actions/actionServices';
import { createAwaitAction } from '../actions/awaitAction';
import { createProposeAction } from '../actions/proposeAction';
import { createWriteAction } from '../actions/writeAction';
import { createWriteInstanceAction } from '../actions/writeInstanceAction';
import { createEditAction } from '../edit/editAction';
import { createRemoveAction } from '../removal/removeAction';
import { Orderable } from '../order/orderable';
import { uniqueActions } from './uniqueActions';

type ScaffolderActions = Parameters<
  ScaffolderActionsExtensionPoint['addActions']
>;

/**
 * All actions: one that writes for each abstraction, one that writes any, one that proposes, one that follows,
 * one that edits, one that removes.
 */
export function createActions(
  orderables: Orderable[],
  services: ActionServices,
  logger: LoggerService,
): ScaffolderActions {
  return [
    createProposeAction(services),
    createAwaitAction(services),
    createEditAction(services),
    createRemoveAction(services),
    ...uniqueActions(
      [
        createWriteInstanceAction(services),
        ...orderables.map(orderable => createWriteAction(orderable, services)),
      ],
      logger,
    ),
  ];
}
