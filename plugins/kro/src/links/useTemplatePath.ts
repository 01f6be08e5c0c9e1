import { useRouteRef } from '@backstage/core-plugin-api';
import { templateRouteRef } from '../routes';
import { readEntityRef } from './EntityLink';

/**
 * Answers the address of a template's form by its entity ref, filled in with `formData`; undefined
 * without a scaffolder or where the ref cannot be read.
 */
export function useTemplatePath(): (
  templateRef: string,
  formData?: Record<string, unknown>,
) => string | undefined {
  const toTemplate = useRouteRef(templateRouteRef);
  return (templateRef, formData) => {
    const parsed = readEntityRef(templateRef);
    if (!toTemplate || !parsed) {
      return undefined;
    }
    const path = toTemplate({
      namespace: parsed.namespace,
      templateName: parsed.name,
    });
    const query = formData
      ? `?${new URLSearchParams({ formData: JSON.stringify(formData) })}`
      : '';
    return `${path}${query}`;
  };
}
