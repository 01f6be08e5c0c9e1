import { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';

/**
 * What *Next* will find wrong with a field's value: asked of the form's own validator, in its words (`must …`); empty
 * when nothing is.
 */
export function schemaProblems<T>({
  formData,
  registry,
  schema,
}: Pick<
  FieldExtensionComponentProps<T>,
  'formData' | 'registry' | 'schema'
>): string[] {
  const { errors = [] } = registry.schemaUtils
    .getValidator()
    .rawValidation<{ message?: string }>(schema, formData);
  return errors.flatMap(({ message }) => message ?? []);
}
