import { PlatformError } from '../platformError';

/** `$${NAME}` stands for itself; `${NAME}`, `${NAME:=default}` and `${NAME:-default}` are filled in. */
const REFERENCE = /\$?\$\{([A-Za-z_][A-Za-z0-9_]*)(?::[=-]([^}]*))?\}/g;

/**
 * Fills in names as Flux's `postBuild` does.
 *
 * @param where - the file, for the message
 * @throws PlatformError naming what has no value, where Flux would leave nothing in its place
 */
export function substitute(
  text: string,
  values: Readonly<Record<string, string>>,
  where: string,
): string {
  return text.replace(REFERENCE, (found, name: string, otherwise?: string) => {
    if (found.startsWith('$$')) return found.slice(1);
    const value = values[name] ?? otherwise;
    if (value !== undefined) return value;
    throw new PlatformError(
      'TreeInvalid',
      `${where}: \${${name}} has no value.`,
      {
        next: 'Give it one in versions.yaml, and run the same command again.',
      },
    );
  });
}
