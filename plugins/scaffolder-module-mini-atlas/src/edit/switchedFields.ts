import { FormSchema, formSchemasOf } from '../order/formFields';
import { OrderForm } from './orderForm';

/** Fields of an object: those that are always there, and those that appear when another has a value. */
interface SwitchedFields {
  properties: FormSchema;
  dependencies?: FormSchema;
}

/**
 * Puts the fields of an object behind the switches that they have in the form that orders it (`dependencies` with one
 * branch for each value of the switch); where it has none, all are always there.
 *
 * @param path - of the object, below the spec
 */
export function switchedFields(
  fields: FormSchema,
  path: string,
  { schema, options }: OrderForm,
): SwitchedFields {
  const ordered = formSchemasOf(`spec.${path}`, schema, options).at(-1);
  const switches = Object.entries(Object(ordered?.dependencies)).flatMap(
    ([name, of]) => {
      const { oneOf }: FormSchema = Object(of);
      return Array.isArray(oneOf) && name in fields
        ? [{ name, branches: oneOf }]
        : [];
    },
  );
  if (switches.length === 0) return { properties: fields };
  const hidden = switches.flatMap(({ name, branches }) =>
    branches
      .flatMap(branch => Object.keys(Object(branch.properties)))
      .filter(field => field !== name),
  );
  return {
    properties: Object.fromEntries(
      Object.entries(fields).filter(([field]) => !hidden.includes(field)),
    ),
    dependencies: Object.fromEntries(
      switches.map(({ name, branches }) => [
        name,
        { oneOf: branches.map(branch => branchOf(branch, name, fields)) },
      ]),
    ),
  };
}

/** A branch with the value of its switch as the order's form has it, and with these fields. */
function branchOf(
  { properties }: FormSchema,
  name: string,
  fields: FormSchema,
): FormSchema {
  return {
    properties: Object.fromEntries(
      Object.entries(Object(properties)).flatMap(([field, value]) => {
        if (field === name) return [[field, value]];
        return field in fields ? [[field, fields[field]]] : [];
      }),
    ),
  };
}
