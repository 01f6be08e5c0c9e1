import fs from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { KubernetesObject } from '@mini-atlas/kro';
import { parse } from 'yaml';

/** An object as a real cluster gave it; of a List, its first item. */
export function live(file: string): KubernetesObject {
  const fixture = resolvePackagePath(
    '@mini-atlas/backstage-plugin-kro-node',
    'src/__fixtures__',
    file,
  );
  const object = parse(fs.readFileSync(fixture, 'utf8'));
  return object.kind === 'List' ? object.items[0] : object;
}
