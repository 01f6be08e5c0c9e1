import { stringify } from 'yaml';
import { PlatformError } from '../platformError';
import { HelmRelease } from '../tools/helm';
import { manifestsIn } from '../tree/manifest';
import { PlatformTree } from '../tree/platformTree';
import { withVersions } from '../tree/versions';

/** What a HelmRelease of Flux says, as far as Helm needs it. */
interface HelmReleaseSpec {
  chartRef?: { kind: string; name: string };
  values?: Record<string, unknown>;
  releaseName?: string;
  targetNamespace?: string;
}

interface OciSpec {
  url?: string;
  ref?: { tag?: string };
}

/**
 * What Helm installs before Flux runs, read from the part's own HelmRelease and the chart's source, so that chart,
 * version and values stand in one place; helm-controller later takes over a release of the same name.
 *
 * @throws PlatformError TreeInvalid when the part is not as expected
 */
export function bootstrapRelease(
  tree: PlatformTree,
  versions: Readonly<Record<string, string>>,
  part: string,
): HelmRelease {
  const filled = withVersions(tree, 'core', versions);
  const release = manifestsIn(filled, `core/${part}`).find(
    ({ kind }) => kind === 'HelmRelease',
  );
  const spec = (release?.spec ?? {}) as HelmReleaseSpec;
  const source = manifestsIn(filled, 'core/sources').find(
    ({ kind, metadata }) =>
      kind === spec.chartRef?.kind && metadata.name === spec.chartRef.name,
  );
  const { url, ref } = (source?.spec ?? {}) as OciSpec;
  if (!release || !url || !ref?.tag) {
    throw new PlatformError(
      'TreeInvalid',
      `core/${part} has no HelmRelease whose chart is an OCIRepository of core/sources with a tag.`,
      {
        next: `Restore it: git checkout -- kind/core/${part} kind/core/sources`,
      },
    );
  }
  const { name, namespace = 'default' } = release.metadata;
  return {
    name: spec.releaseName ?? name,
    namespace: spec.targetNamespace ?? namespace,
    chart: url,
    version: ref.tag,
    values: stringify(spec.values ?? {}),
  };
}
