import { parseInstanceRef } from '@mini-atlas/backstage-plugin-kro-common';
import { instanceOfForm } from '../instance/instanceOfForm';

/** The name of what a form removes; `undefined` while nothing is chosen, or what the address names is no instance. */
export function nameToConfirm(
  form: Record<string, unknown> | undefined,
): string | undefined {
  const instance = instanceOfForm(form);
  try {
    return instance && parseInstanceRef(instance).name;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
