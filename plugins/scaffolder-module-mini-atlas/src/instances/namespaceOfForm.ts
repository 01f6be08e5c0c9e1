import { parseInstanceRef } from '@mini-atlas/backstage-plugin-kro-common';
import { instanceOfForm } from '../instance/instanceOfForm';

/** The namespace that a form is about: of what it orders, or of the instance that it changes; `undefined` without one. */
export function namespaceOfForm(
  form: Record<string, unknown> | undefined,
): string | undefined {
  if (typeof form?.namespace === 'string' && form.namespace !== '') {
    return form.namespace;
  }
  const instance = instanceOfForm(form);
  return instance && parseInstanceRef(instance).namespace;
}
