import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { titleOfPath } from './fieldsSchema';

/** A check in the words of the form: the field's title instead of its path. */
export function inFieldWords(check: Check): Check {
  const { field, message, outcome, title } = check;
  if (!field?.startsWith('spec.')) return check;
  const name = titleOfPath(field.slice('spec.'.length));
  return {
    ...check,
    title: outcome === 'refused' ? name : title,
    message: message.startsWith(`${field} `)
      ? `${name}${message.slice(field.length)}`
      : message,
  };
}
