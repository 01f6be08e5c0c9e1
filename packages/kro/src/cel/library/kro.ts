import { Environment } from '@marcbachmann/cel-js';
import { utf8 } from '../../digest/encoding';
import { fnv64a } from '../../digest/fnv64a';
import { md5 } from '../../digest/md5';
import { sha256 } from '../../digest/sha256';
import { stableJson } from '../../json';
import { celToJson, jsonToCel } from '../celValue';
import { OMITTED, Omitted } from '../omitted';

class JsonNamespace {}
class HashNamespace {}
class RandomNamespace {}

const ALPHANUMERIC = '0123456789abcdefghijklmnopqrstuvwxyz';

/** KRO's seeded string; it repeats every eight characters, as KRO's does. */
function seededString(length: bigint, seed: string): string {
  if (length <= 0n) {
    throw new Error('random.seededString length must be positive');
  }
  const digest = new DataView(sha256(utf8(seed)).buffer);
  return Array.from(
    { length: Number(length) },
    (_, i) =>
      ALPHANUMERIC[digest.getUint32((i * 4) % 32) % ALPHANUMERIC.length],
  ).join('');
}

function seededInt(min: bigint, max: bigint, seed: string): bigint {
  if (min >= max) throw new Error('random.seededInt min must be less than max');
  const digest = new DataView(sha256(utf8(seed)).buffer);
  return min + (digest.getBigUint64(0) % (max - min));
}

function unmarshal(text: string): unknown {
  try {
    return jsonToCel(JSON.parse(text));
  } catch (error) {
    throw new Error(`json.unmarshal: ${String(error)}`);
  }
}

/** Adds KRO's own `json`, `hash` and `random` functions; `taken` are variables that hide a namespace of that name. */
export function registerKroNamespaces(
  env: Environment,
  taken: ReadonlySet<string>,
) {
  if (!taken.has('json')) {
    env
      .registerType('JsonNamespace', JsonNamespace)
      .registerConstant('json', 'JsonNamespace', new JsonNamespace())
      .registerFunction(
        'JsonNamespace.marshal(dyn): string',
        (_: unknown, value: unknown) => stableJson(celToJson(value)),
      )
      .registerFunction(
        'JsonNamespace.unmarshal(string): dyn',
        (_: unknown, text: string) => unmarshal(text),
      );
  }
  if (!taken.has('hash')) {
    env
      .registerType('HashNamespace', HashNamespace)
      .registerConstant('hash', 'HashNamespace', new HashNamespace());
    for (const [name, digest] of Object.entries({ fnv64a, sha256, md5 })) {
      env.registerFunction(
        `HashNamespace.${name}(string): bytes`,
        (_: unknown, text: string) => digest(utf8(text)),
      );
    }
  }
  if (!taken.has('random')) {
    env
      .registerType('RandomNamespace', RandomNamespace)
      .registerConstant('random', 'RandomNamespace', new RandomNamespace())
      .registerFunction(
        'RandomNamespace.seededString(int, string): string',
        (_: unknown, length: bigint, seed: string) =>
          seededString(length, seed),
      )
      .registerFunction(
        'RandomNamespace.seededInt(int, int, string): int',
        (_: unknown, min: bigint, max: bigint, seed: string) =>
          seededInt(min, max, seed),
      );
  }
}

/** Adds KRO's `omit()`: the field is left out. */
export function registerOmit(env: Environment) {
  env
    .registerType('kro.omit', Omitted)
    .registerFunction('omit(): dyn', () => OMITTED);
}

/** Adds KRO's `map.merge`: entries of the argument win. */
export function registerMaps(env: Environment) {
  env.registerFunction({
    name: 'merge',
    receiverType: 'map<K, V>',
    returnType: 'map<K, V>',
    params: [{ name: 'other', type: 'map<K, V>' }],
    handler: (left: object, right: object) => ({ ...left, ...right }),
  });
}
