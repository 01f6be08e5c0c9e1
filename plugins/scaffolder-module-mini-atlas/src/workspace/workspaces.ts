import { Entity } from '@backstage/catalog-model';
import { CATALOG_FILTER_EXISTS, CatalogApi } from '@backstage/catalog-client';
import {
  ANNOTATION_INSTANCE,
  InstanceRef,
  parseInstanceRef,
} from '@mini-atlas/backstage-plugin-kro-common';

/** A workspace as one chooses it. */
export interface Workspace {
  /** Namespace that things ordered into it live in. */
  namespace: string;
  title: string;
  /** Entity ref. */
  owner?: string;
}

/** Workspaces that one request of the catalog brings at most. */
const LIMIT = 1_000;

/** The workspaces that the catalog shows to the caller, by title: systems that stand for a cluster-scoped instance. */
export async function fetchWorkspaces(
  catalogApi: Pick<CatalogApi, 'queryEntities'>,
): Promise<Workspace[]> {
  const { items } = await catalogApi.queryEntities({
    filter: {
      kind: 'System',
      [`metadata.annotations.${ANNOTATION_INSTANCE}`]: CATALOG_FILTER_EXISTS,
    },
    fields: [
      'kind',
      'metadata.name',
      'metadata.title',
      'metadata.annotations',
      'spec.owner',
    ],
    limit: LIMIT,
    totalItems: 'exclude',
  });
  return items
    .flatMap(workspaceOf)
    .sort((a, b) => a.title.localeCompare(b.title));
}

function workspaceOf({ metadata, spec }: Entity): Workspace[] {
  const ref = readRef(metadata.annotations?.[ANNOTATION_INSTANCE]);
  if (!ref || ref.namespace) return [];
  return [
    {
      namespace: ref.name,
      title: metadata.title ?? metadata.name,
      ...(typeof spec?.owner === 'string' ? { owner: spec.owner } : {}),
    },
  ];
}

/** Entities may come from anywhere: an annotation that is no instance ref makes no workspace. */
function readRef(annotation: string | undefined): InstanceRef | undefined {
  try {
    return annotation === undefined ? undefined : parseInstanceRef(annotation);
  } catch {
    return undefined;
  }
}
