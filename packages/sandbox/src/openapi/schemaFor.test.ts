import { builtinDocument, builtinGroupVersions, schemaFor } from '.';

describe('built-in documents', () => {
  it('are there for every group version listed', () => {
    const listed = builtinGroupVersions();
    expect(listed).toContainEqual({ group: '', version: 'v1' });
    expect(listed).toContainEqual({ group: 'apps', version: 'v1' });
    for (const { group, version } of listed) {
      expect(builtinDocument(group, version)?.openapi).toMatch(/^3\./);
    }
  });

  it('are undefined for anything else, also for names that are paths', () => {
    expect(builtinDocument('atlas.dev', 'v1')).toBeUndefined();
    expect(builtinDocument('..', 'v1')).toBeUndefined();
    expect(
      schemaFor({ apiVersion: 'apps/v1beta1', kind: 'Deployment' }),
    ).toBeUndefined();
    expect(schemaFor({ apiVersion: 'v1', kind: 'Deployment' })).toBeUndefined();
  });
});

describe('schemaFor', () => {
  it('resolves references and keeps the extensions of both sides', () => {
    const deployment = schemaFor({ apiVersion: 'apps/v1', kind: 'Deployment' });
    const podSpec =
      deployment?.properties?.spec.properties?.template.properties?.spec;
    expect(podSpec?.properties?.containers).toMatchObject({
      type: 'array',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
      'x-kubernetes-patch-merge-key': 'name',
      'x-kubernetes-patch-strategy': 'merge',
    });
    expect(deployment?.properties?.spec.properties?.selector).toMatchObject({
      type: 'object',
      'x-kubernetes-map-type': 'atomic',
    });
  });

  it('keeps the description of a wrapper, not that of what it wraps', () => {
    const service = schemaFor({ apiVersion: 'v1', kind: 'Service' });
    expect(service?.properties?.spec.description).toMatch(
      /^Spec defines the behavior of a service/,
    );
    expect(service?.properties?.spec.default).toEqual({});
  });

  it('marks int-or-string and free-form values', () => {
    const service = schemaFor({ apiVersion: 'v1', kind: 'Service' });
    expect(
      service?.properties?.spec.properties?.ports.items?.properties?.targetPort,
    ).toMatchObject({ 'x-kubernetes-int-or-string': true });
    const revision = schemaFor({
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
    });
    expect(revision?.properties?.data).toMatchObject({
      'x-kubernetes-preserve-unknown-fields': true,
    });
  });

  it('cuts recursion, so that every schema can be written as JSON without references', () => {
    const crd = schemaFor({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
    });
    expect(JSON.stringify(crd)).not.toContain('"$ref":"#');
  });

  it('is self-contained for every type of every document', () => {
    const types = builtinGroupVersions().flatMap(({ group, version }) =>
      Object.values(
        builtinDocument(group, version)?.components.schemas ?? {},
      ).flatMap(schema => {
        const kinds = schema['x-kubernetes-group-version-kind'];
        const own = Array.isArray(kinds) && kinds.length === 1 ? kinds[0] : {};
        return own.group === group && own.version === version
          ? [
              {
                apiVersion: group === '' ? version : `${group}/${version}`,
                kind: own.kind,
              },
            ]
          : [];
      }),
    );
    expect(types.length).toBeGreaterThan(100);
    const missing = types.filter(type => !schemaFor(type)?.properties);
    expect(missing).toEqual([]);
  });
});
