import { isRecord } from '../schema/keywords';
import { FieldSet } from './fieldSet';

/** How a manager came to own fields. */
export type ManagerOperation = 'Apply' | 'Update';

/** One entry of `metadata.managedFields`, its fields as a set. */
export interface Manager {
  manager: string;
  operation: ManagerOperation;
  apiVersion: string;
  subresource?: string;
  /** RFC 3339; absent on an entry whose operation changed nothing. */
  time?: string;
  fields: FieldSet;
}

/** What tells managers apart: an applier is the same in every version of the API. */
export function managerId(
  manager: Pick<
    Manager,
    'manager' | 'operation' | 'apiVersion' | 'subresource'
  >,
): string {
  return JSON.stringify({
    manager: manager.manager,
    operation: manager.operation,
    apiVersion: manager.operation === 'Apply' ? undefined : manager.apiVersion,
    subresource: manager.subresource || undefined,
  });
}

function decodeEntry(entry: unknown): Manager | undefined {
  if (!isRecord(entry)) {
    return undefined;
  }
  const { manager, operation, apiVersion, subresource, time } = entry;
  const isOperation = operation === 'Apply' || operation === 'Update';
  if (!isOperation || typeof apiVersion !== 'string' || apiVersion === '') {
    return undefined;
  }
  return {
    manager: typeof manager === 'string' ? manager : '',
    operation,
    apiVersion,
    ...(typeof subresource === 'string' && subresource !== ''
      ? { subresource }
      : {}),
    ...(typeof time === 'string' ? { time } : {}),
    fields: FieldSet.fromFieldsV1(entry.fieldsV1),
  };
}

/** Reads `metadata.managedFields`; entries that are none are left out. */
export function decodeManagers(managedFields: unknown): Manager[] {
  const entries: unknown[] = Array.isArray(managedFields) ? managedFields : [];
  return entries.flatMap(entry => decodeEntry(entry) ?? []);
}

function compareText(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

function compareManagers(left: Manager, right: Manager): number {
  const seconds = ({ time }: Manager) =>
    time === undefined ? 0 : Math.floor(Date.parse(time) / 1000);
  return (
    compareText(left.operation, right.operation) ||
    seconds(left) - seconds(right) ||
    compareText(left.manager, right.manager) ||
    compareText(left.apiVersion, right.apiVersion) ||
    compareText(left.subresource ?? '', right.subresource ?? '')
  );
}

/** Writes `metadata.managedFields`, appliers first, then by age; managers that own nothing are left out. */
export function encodeManagers(managers: Manager[]): JsonManagedFields[] {
  return managers
    .filter(({ fields }) => !fields.isEmpty)
    .sort(compareManagers)
    .map(({ manager, operation, apiVersion, time, fields, subresource }) => ({
      manager,
      operation,
      apiVersion,
      ...(time === undefined ? {} : { time }),
      fieldsType: 'FieldsV1',
      fieldsV1: fields.toFieldsV1(),
      ...(subresource === undefined ? {} : { subresource }),
    }));
}

/** `ManagedFieldsEntry` of `meta.k8s.io/v1`. */
export type JsonManagedFields = {
  manager: string;
  operation: ManagerOperation;
  apiVersion: string;
  time?: string;
  fieldsType: string;
  fieldsV1: ReturnType<FieldSet['toFieldsV1']>;
  subresource?: string;
};
