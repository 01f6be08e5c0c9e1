import { KubernetesObject } from '@mini-atlas/kro';
import { ServedType } from './servedType';
import { ObjectWrite } from './writeOptions';

const STANDARD = ['orphan', 'foregroundDeletion', 'kubernetes'];

/** Warns of new finalizers of custom resources that others may use, too: those without a domain or a path. */
export function warnOfFinalizers(
  type: ServedType,
  after: KubernetesObject,
  before: KubernetesObject | undefined,
  write: ObjectWrite,
): void {
  if (!type.custom) return;
  const known = before?.metadata.finalizers ?? [];
  for (const finalizer of [...(after.metadata.finalizers ?? [])].sort()) {
    if (known.includes(finalizer) || STANDARD.includes(finalizer)) continue;
    if (finalizer.includes('/')) continue;
    write.warn(
      `metadata.finalizers: ${JSON.stringify(
        finalizer,
      )}: prefer a domain-qualified finalizer name ${
        finalizer.includes('.') ? 'including a path (/) ' : ''
      }to avoid accidental conflicts with other finalizer writers`,
    );
  }
}
