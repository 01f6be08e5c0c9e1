import { Environment } from '@marcbachmann/cel-js';
import { fromBase64, toBase64, utf8 } from '../../digest/encoding';

function replace(text: string, from: string, to: string, limit: bigint) {
  if (limit < 0n) return text.split(from).join(to);
  const parts = text.split(from);
  const count = Math.min(Number(limit), parts.length - 1);
  const head = parts.slice(0, count).map(part => part + to);
  return head.join('') + parts.slice(count).join(from);
}

function charAt(text: string, index: bigint): string {
  const chars = Array.from(text);
  if (index < 0n || index > chars.length) {
    throw new Error(`index out of range: ${index}`);
  }
  return chars[Number(index)] ?? '';
}

function regexp(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'gu');
  } catch (error) {
    throw new Error(`Illegal regex: ${String(error)}`);
  }
}

function findAll(text: string, pattern: string, limit: bigint): string[] {
  const found = Array.from(text.matchAll(regexp(pattern)), match => match[0]);
  return limit < 0n ? found : found.slice(0, Number(limit));
}

class Base64Namespace {}
class StringsNamespace {}

/** Adds the rest of cel-go's string extension, its encoders and Kubernetes' regex library. */
export function registerStrings(env: Environment) {
  env
    .registerFunction(
      'string.replace(string, string): string',
      (text: string, from: string, to: string) => replace(text, from, to, -1n),
    )
    .registerFunction('string.replace(string, string, int): string', replace)
    .registerFunction('string.charAt(int): string', charAt)
    .registerFunction('string.reverse(): string', (text: string) =>
      Array.from(text).reverse().join(''),
    )
    .registerFunction(
      'string.find(string): string',
      (text: string, pattern: string) => regexp(pattern).exec(text)?.[0] ?? '',
    )
    .registerFunction(
      'string.findAll(string): list<string>',
      (text: string, pattern: string) => findAll(text, pattern, -1n),
    )
    .registerFunction('string.findAll(string, int): list<string>', findAll);
}

/** Adds `base64.encode/decode` and `strings.quote`; `taken` are variables that hide a namespace of that name. */
export function registerTextNamespaces(
  env: Environment,
  taken: ReadonlySet<string>,
) {
  if (!taken.has('base64')) {
    env
      .registerType('Base64Namespace', Base64Namespace)
      .registerConstant('base64', 'Base64Namespace', new Base64Namespace())
      .registerFunction(
        'Base64Namespace.encode(bytes): string',
        (_: unknown, bytes: Uint8Array) => toBase64(bytes),
      )
      .registerFunction(
        'Base64Namespace.encode(string): string',
        (_: unknown, text: string) => toBase64(utf8(text)),
      )
      .registerFunction(
        'Base64Namespace.decode(string): bytes',
        (_: unknown, text: string) => fromBase64(text),
      );
  }
  if (!taken.has('strings')) {
    env
      .registerType('StringsNamespace', StringsNamespace)
      .registerConstant('strings', 'StringsNamespace', new StringsNamespace())
      .registerFunction(
        'StringsNamespace.quote(string): string',
        (_: unknown, text: string) => JSON.stringify(text),
      );
  }
}
