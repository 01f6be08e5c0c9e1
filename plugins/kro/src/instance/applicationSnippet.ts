import { Output } from '@mini-atlas/backstage-plugin-kro-common';
import { stringify } from 'yaml';

function variable(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
}

/**
 * How a container uses the outputs: endpoints and values as environment variables, secrets by name.
 * Never a secret's value.
 *
 * @param name - of the instance; begins the variables' names
 * @returns YAML for a container, or undefined when there is nothing to use
 */
export function applicationSnippet(
  name: string,
  outputs: Output[],
): string | undefined {
  const env = outputs
    .filter(({ type }) => type === 'endpoint' || type === 'url')
    .filter(({ value }) => value !== '')
    .map(({ path, value }) => ({
      name: variable(`${name}_${path}`),
      value: String(value),
    }));
  const envFrom = outputs
    .filter(({ type }) => type === 'secret')
    .map(({ value }) => ({ secretRef: { name: String(value) } }));
  if (env.length + envFrom.length === 0) {
    return undefined;
  }
  return stringify(
    {
      ...(env.length > 0 ? { env } : {}),
      ...(envFrom.length > 0 ? { envFrom } : {}),
    },
    { lineWidth: 0 },
  );
}
