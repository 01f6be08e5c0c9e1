import { Client } from '../../client/client';
import { asFields, asText, statusOf } from '../fields';
import { GIT_REPOSITORY } from '../fluxTypes';
import { formatGoDuration } from '../goDuration';
import { DEPENDENCY_REQUEUE_MS } from './dependencies';
import { KustomizationSpec } from './kustomizationSpec';

/** What a source has to offer now. */
export interface SourceArtifact {
  revision: string;
  /** Commit in Git. */
  sha: string;
  originRevision?: string;
}

/** The artifact of a Kustomization's source, or what it waits for, in Flux's words. */
export function sourceArtifact(
  client: Client,
  { source: { kind, name, namespace } }: KustomizationSpec,
): SourceArtifact | { waiting: string } {
  if (kind !== GIT_REPOSITORY.kind) {
    return { waiting: `source \`${name}\` kind '${kind}' not supported` };
  }
  const source = client.get({ ...GIT_REPOSITORY, name, namespace });
  if (!source) {
    return {
      waiting: `GitRepository.source.toolkit.fluxcd.io "${name}" not found`,
    };
  }
  const artifact = asFields(statusOf(source).artifact);
  const revision = asText(artifact.revision);
  if (!revision) {
    return {
      waiting: `Source artifact not found, retrying in ${formatGoDuration(
        DEPENDENCY_REQUEUE_MS,
      )}`,
    };
  }
  return {
    revision,
    sha: revision.split('sha1:').pop() ?? '',
    originRevision: asText(
      asFields(artifact.metadata)['org.opencontainers.image.revision'],
    ),
  };
}
