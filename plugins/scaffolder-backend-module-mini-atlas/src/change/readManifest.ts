import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import { KubernetesObject } from '@mini-atlas/kro';
import { readFile } from 'node:fs/promises';
import { parseDocument } from 'yaml';

/** Larger than any manifest: an object of the API server has at most 1.5 MiB. */
const LARGEST = 1_500_000;

/** A manifest file of the task's workspace. */
export interface ManifestFile {
  text: string;
  manifest: KubernetesObject;
}

/**
 * Reads the manifest that an earlier step wrote. `path` is relative to the workspace; `kept` is its text, for when the
 * workspace is gone.
 * Throws `NotAllowedError` when it leads out of the workspace, `InputError` when there is no file with
 * exactly one Kubernetes object.
 */
export async function readManifest(
  workspacePath: string,
  path: string,
  kept?: string,
): Promise<ManifestFile> {
  const text = await readText(
    resolveSafeChildPath(workspacePath, path),
    path,
    kept,
  );
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    throw new InputError(
      `path is ${JSON.stringify(
        path,
      )}: the file must hold one YAML document, but ${
        document.errors[0].message
      }`,
    );
  }
  const manifest: unknown = document.toJS({ maxAliasCount: 0 });
  if (!isKubernetesObject(manifest)) {
    throw new InputError(
      `path is ${JSON.stringify(
        path,
      )}: the file must hold one Kubernetes object with apiVersion, kind and metadata.name`,
    );
  }
  return { text, manifest };
}

async function readText(
  file: string,
  path: string,
  kept: string | undefined,
): Promise<string> {
  const text = await fileText(file, path, kept);
  if (text.length <= LARGEST) return text;
  throw new InputError(
    `path is ${JSON.stringify(
      path,
    )}: the file must have at most ${LARGEST} characters`,
  );
}

async function fileText(
  file: string,
  path: string,
  kept: string | undefined,
): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const lost = isError(cause) && 'code' in cause && cause.code === 'ENOENT';
    if (lost && kept !== undefined) return kept;
    throw new InputError(
      `path is ${JSON.stringify(
        path,
      )}: it must name a file that an earlier step wrote, e.g. the output path of a mini-atlas:<kind>:write step`,
      cause,
    );
  }
}

function isKubernetesObject(value: unknown): value is KubernetesObject {
  return (
    isFields(value) &&
    typeof value.apiVersion === 'string' &&
    typeof value.kind === 'string' &&
    isFields(value.metadata) &&
    typeof value.metadata.name === 'string'
  );
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
