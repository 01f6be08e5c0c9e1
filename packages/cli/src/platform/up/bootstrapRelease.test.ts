import { parse } from 'yaml';
import { SMALL_TREE } from '../tree/__fixtures__/smallTree';
import { versionsOf } from '../tree/versions';
import { bootstrapRelease } from './bootstrapRelease';

describe('what Helm installs before Flux runs', () => {
  const versions = versionsOf(SMALL_TREE);

  it("is what the part's own HelmRelease says, values and all", () => {
    const { values, ...release } = bootstrapRelease(
      SMALL_TREE,
      versions,
      'cilium',
    );
    expect(release).toEqual({
      name: 'cilium',
      namespace: 'kube-system',
      chart: 'oci://quay.io/cilium/charts/cilium',
      version: '1.20.1',
    });
    expect(parse(values)).toEqual({
      kubeProxyReplacement: 'true',
      gatewayAPI: { enabled: true },
    });
  });

  it('must be there', () => {
    expect(() => bootstrapRelease(SMALL_TREE, versions, 'flux')).toThrow(
      'core/flux has no HelmRelease whose chart is an OCIRepository of core/sources with a tag.',
    );
  });
});
