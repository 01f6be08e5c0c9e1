import {
  EditRequest,
  isJsonObject,
} from '@mini-atlas/backstage-plugin-kro-common';
import { instanceOfForm } from '../instance/instanceOfForm';

/** The edit that a form describes so far: its fields `instance` and `change`; `undefined` while no instance is chosen. */
export function editOfForm(
  form: Record<string, unknown> | undefined,
): EditRequest | undefined {
  const instance = instanceOfForm(form);
  if (!instance) return undefined;
  const { owner, spec } = Object(form?.change);
  return {
    instance,
    ...(typeof owner === 'string' ? { owner } : {}),
    ...(isJsonObject(spec) ? { spec } : {}),
  };
}
