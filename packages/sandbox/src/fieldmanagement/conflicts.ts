import { FieldSet } from './fieldSet';
import { Manager, ManagerOperation, managerId } from './managers';
import { pathText } from './pathElement';

/** A field that another manager owns and the applied object sets to another value. */
export interface Conflict {
  manager: string;
  operation: ManagerOperation;
  apiVersion: string;
  subresource?: string;
  /** Path in the API server's words, e.g. `.spec.containers[name="app"].image`. */
  field: string;
  /** Message of the `FieldManagerConflict` cause, e.g. `conflict with "alice"`. */
  message: string;
}

function managerText(manager: Manager): string {
  const name = JSON.stringify(manager.manager);
  const subresource = manager.subresource
    ? ` with subresource ${JSON.stringify(manager.subresource)}`
    : '';
  const version =
    manager.operation === 'Update' ? ` using ${manager.apiVersion}` : '';
  return name + subresource + version;
}

/** The conflicts with one manager over a set of fields. */
export function conflictsWith(manager: Manager, fields: FieldSet): Conflict[] {
  const { operation, apiVersion, subresource } = manager;
  return fields.paths().map(path => ({
    manager: manager.manager,
    operation,
    apiVersion,
    ...(subresource ? { subresource } : {}),
    field: pathText(path),
    message: `conflict with ${managerText(manager)}`,
  }));
}

/** The message of the 409 Status, e.g. `Apply failed with 1 conflict: conflict with "alice": .data.k`. */
export function conflictMessage(conflicts: Conflict[]): string {
  if (conflicts.length === 1) {
    const [{ message, field }] = conflicts;
    return `Apply failed with 1 conflict: ${message}: ${field}`;
  }
  const groups = new Map<string, Conflict[]>();
  for (const conflict of conflicts) {
    const id = managerId(conflict);
    groups.set(id, [...(groups.get(id) ?? []), conflict]);
  }
  const lines = [...groups.keys()].sort().flatMap(id => {
    const group = groups.get(id) ?? [];
    const [{ message }] = group;
    return [
      `${message.replace(/^conflict /, 'conflicts ')}:`,
      ...group.map(({ field }) => `- ${field}`),
    ];
  });
  return `Apply failed with ${conflicts.length} conflicts: ${lines.join('\n')}`;
}
