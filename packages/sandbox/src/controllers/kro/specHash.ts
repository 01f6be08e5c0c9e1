import { canonicalJson } from '../templateHash';
import { Fields, fields, items, texts } from '../fields';

/**
 * The hash by which KRO knows that a ResourceGraphDefinition has changed: FNV-1a 64 over the normalised spec,
 * 16 hexadecimal digits. The order of resources and of their conditions does not count.
 * KRO hashes Go's JSON, so the values differ.
 */
export function specHash(spec: unknown): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(canonicalJson(normalised(spec)))) {
    hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  }
  return hash.toString(16).padStart(16, '0');
}

function normalised(spec: unknown): Fields {
  const { schema, resources } = fields(spec);
  return {
    schema: { group: 'kro.run', scope: 'Namespaced', ...fields(schema) },
    resources: items(resources)
      .map(resource => ({
        ...resource,
        readyWhen: texts(resource.readyWhen).sort(),
        includeWhen: texts(resource.includeWhen).sort(),
      }))
      .sort((a, b) => (String(fields(a).id) < String(fields(b).id) ? -1 : 1)),
  };
}
