import {
  entityRefOf,
  stringifyInstanceRef,
} from '@mini-atlas/backstage-plugin-kro-common';
import { KroCluster } from '@mini-atlas/backstage-plugin-kro-node';
import { Forge } from '@mini-atlas/forge';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { KnownPullRequest } from './pullRequestCache';

/** What a change is about, where that is known. */
export interface ChangedInstanceRefs {
  instance?: string;
  entityRef?: string;
}

const manifestSchema = z.object({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.object({
    name: z.string(),
    namespace: z.string().optional(),
  }),
});

/** The identity in a file's text; `undefined` for anything but one manifest. */
function parseIdentity(text: string) {
  try {
    const result = manifestSchema.safeParse(parse(text));
    return result.success ? result.data : undefined;
  } catch (error) {
    if (error instanceof YAMLParseError) return undefined;
    throw error;
  }
}

function refsOf(
  cluster: KroCluster,
  { apiVersion, kind, metadata }: z.infer<typeof manifestSchema>,
): ChangedInstanceRefs {
  const abstraction = cluster
    .abstractions()
    .find(item => item.kind === kind && item.apiVersion === apiVersion);
  if (!abstraction) return {};
  return {
    instance: stringifyInstanceRef({
      cluster: cluster.name,
      kind,
      group: apiVersion.split('/')[0],
      ...metadata,
    }),
    entityRef: entityRefOf(abstraction, metadata),
  };
}

/**
 * The instance that a pull request is about: its file's path says so where it follows an abstraction's delivery path,
 * else the manifest in it does. A removed file outside of every delivery path says nothing.
 */
export async function instanceOfChange(
  { cluster, forge }: { cluster: KroCluster; forge: Forge },
  { pullRequest, files }: KnownPullRequest,
): Promise<ChangedInstanceRefs> {
  for (const { path } of files) {
    const found = cluster.instanceAtPath(path);
    if (found) return { instance: found.ref, entityRef: found.entityRef };
  }
  const file = files.find(
    ({ path, status }) => status !== 'removed' && /\.ya?ml$/.test(path),
  );
  if (!file) return {};
  const content = await forge.readFile(
    file.path,
    pullRequest.mergeCommit ?? pullRequest.headCommit,
  );
  const identity = content && parseIdentity(content.content);
  return identity ? refsOf(cluster, identity) : {};
}
