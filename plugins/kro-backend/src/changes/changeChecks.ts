import {
  ANNOTATION_OWNER,
  ChangeChecks,
  ChangeSummary,
  Check,
} from '@mini-atlas/backstage-plugin-kro-common';
import {
  DeliveryTarget,
  deliveryTargetOf,
  KroCluster,
  readDelivered,
  writtenEdit,
} from '@mini-atlas/backstage-plugin-kro-node';
import { previewOf } from '../preview/preview';
import { attempt } from '../preview/ruleCheck';
import { Changes } from './changes';
import { childChanges } from './childChanges';
import { writtenEditPreview } from './editPreview';
import { removalPreviewOf } from './removalPreview';

const MANIFEST = {
  id: 'manifest',
  title: 'Manifest',
  passed: 'It holds the one manifest that it is about',
};

/** What is to be said of a change before it is merged. */
type Findings = Pick<ChangeChecks, 'checks' | 'childChanges'>;

interface CheckContext {
  cluster: KroCluster;
  changes: Pick<Changes, 'list' | 'readFile' | 'listFiles'>;
}

/**
 * What the checks of the forms say of a change as it stands at its head, and what will come of it: of the manifest that
 * is created, of the edit of what Git has now, or of the removal. `readHead` reads a file as it is there.
 *
 * @throws as `Changes` does when the forge cannot be asked.
 */
export async function changeChecksOf(
  { cluster, changes }: CheckContext,
  change: ChangeSummary,
  readHead: (path: string) => Promise<string | undefined>,
): Promise<Findings> {
  const { instance } = change;
  if (!instance) return onlyChecks([unknownInstance(change)]);
  const checks: Check[] = [];
  const target = attempt(checks, MANIFEST, () =>
    deliveryTargetOf(cluster, instance),
  );
  if (!target) return onlyChecks(checks);
  const context = { cluster, changes: withoutChange(changes, change.number) };
  if (change.action === 'remove') {
    return removalFindings(context, instance);
  }
  const text = await readHead(change.files[0]?.path ?? target.path);
  return change.action === 'create'
    ? creationFindings(context, target, text)
    : editFindings(context, target, text);
}

function onlyChecks(checks: Check[]): Findings {
  return { checks, childChanges: [] };
}

async function removalFindings(
  context: CheckContext,
  instance: string,
): Promise<Findings> {
  const { checks, children } = await removalPreviewOf(context, instance);
  return {
    checks,
    childChanges: children.map(({ kind, name, namespace }) => ({
      kind,
      name,
      ...(namespace ? { namespace } : {}),
      change: 'removed',
    })),
  };
}

function unknownInstance({ files }: ChangeSummary): Check {
  const path = files[0]?.path ?? 'its file';
  return {
    id: 'file',
    title: 'File',
    outcome: 'warned',
    message: `${path} is not where an abstraction of this cluster has its manifests, so what comes of it cannot be checked`,
  };
}

async function creationFindings(
  context: CheckContext,
  target: DeliveryTarget,
  text: string | undefined,
): Promise<Findings> {
  const checks: Check[] = [];
  const delivered = attempt(checks, MANIFEST, () =>
    readDelivered(target, text),
  );
  if (!delivered) return onlyChecks(checks);
  const { metadata, spec } = delivered.manifest;
  const owner = metadata.annotations?.[ANNOTATION_OWNER];
  const preview = await previewOf(context, {
    abstraction: target.abstraction.name,
    name: target.name,
    ...(target.namespace ? { namespace: target.namespace } : {}),
    ...(owner ? { owner } : {}),
    spec: Object(spec),
  });
  return {
    checks: [
      ...checks,
      ...preview.checks,
      ...(preview.missing ?? []).map(missingField),
    ],
    childChanges: childChanges([], preview.nodes),
  };
}

/** A form may still be filled in; a file that is proposed is not. */
function missingField(field: string): Check {
  return {
    id: 'schema',
    title: 'Fields',
    outcome: 'refused',
    field,
    message: `${field} is missing: it must be given`,
  };
}

async function editFindings(
  context: CheckContext,
  target: DeliveryTarget,
  written: string | undefined,
): Promise<Findings> {
  const before = await context.changes.readFile(target.path);
  const checks: Check[] = [];
  const edit = attempt(checks, MANIFEST, () =>
    writtenEdit(context.cluster, target, before, written),
  );
  if (!edit) return onlyChecks(checks);
  const preview = await writtenEditPreview(context, target, edit);
  return {
    checks: [
      ...checks,
      ...preview.checks,
      ...edit.problems
        .filter(({ missing }) => missing)
        .map(({ field }) => missingField(field)),
    ],
    childChanges: preview.childChanges,
  };
}

/** The checks look for what stands against a change; it does not stand against itself. */
function withoutChange(
  changes: CheckContext['changes'],
  number: number,
): CheckContext['changes'] {
  return {
    readFile: path => changes.readFile(path),
    listFiles: directory => changes.listFiles(directory),
    list: async options =>
      (await changes.list(options)).filter(other => other.number !== number),
  };
}
