import { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { valueProblem } from './valueProblem';

/** Refuses *Next* for the values that are never allowed; what the schema refuses the form has refused before. */
export const validateValue: CustomFieldValidator<
  string | number,
  { never?: string[]; because?: string }
> = (value, field, { schema, uiSchema }) => {
  const title: unknown = Object(schema).title;
  const problem = valueProblem(
    value,
    {
      ...uiSchema?.['ui:options'],
      title: typeof title === 'string' ? title : 'The value',
    },
    [],
  );
  if (problem) field.addError(problem);
};
