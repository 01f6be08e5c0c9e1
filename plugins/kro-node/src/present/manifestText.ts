import { KubernetesObject } from '@mini-atlas/kro';
import { stringify } from 'yaml';

/**
 * A manifest as the text of its file. The same manifest always gives the same text.
 * Strings that YAML 1.1 would read as something else (`on`, `1:30`) are quoted, because `kubectl` and Flux read 1.1.
 */
export function manifestText(manifest: KubernetesObject): string {
  return stringify(manifest, { compat: 'yaml-1.1', lineWidth: 0 });
}
