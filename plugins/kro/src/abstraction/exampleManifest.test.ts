import { parse } from 'yaml';
import { webApplication } from '../../dev/fixtures';
import { exampleManifest } from './exampleManifest';

describe('exampleManifest', () => {
  it('shows the least: what must be given, and says so', () => {
    const yaml = exampleManifest(webApplication, 'least');
    expect(parse(yaml)).toEqual({
      apiVersion: 'mini-atlas.dev/v1alpha1',
      kind: 'WebApplication',
      metadata: { name: 'my-webapplication', namespace: 'my-workspace' },
      spec: { image: '', tag: '' },
    });
    expect(yaml).toContain(`tag: "" # fill in: The tag to run; not 'latest'`);
  });

  it('shows everything that has a default', () => {
    expect(parse(exampleManifest(webApplication, 'everything')).spec).toEqual({
      image: '',
      tag: '',
      replicas: 2,
      host: '',
      env: [],
    });
  });

  it('goes into objects, and leaves out empty ones', () => {
    const nested = {
      ...webApplication,
      scope: 'Cluster' as const,
      specSchema: {
        type: 'object',
        properties: {
          database: {
            type: 'object',
            default: {},
            required: ['name'],
            properties: {
              name: { type: 'string' },
              storage: { type: 'string', default: '1Gi' },
            },
          },
          cache: {
            type: 'object',
            properties: { memory: { type: 'string', default: '64Mi' } },
          },
        },
      },
    };
    expect(parse(exampleManifest(nested, 'least'))).toMatchObject({
      metadata: { name: 'my-webapplication' },
      spec: { database: { name: '' } },
    });
    expect(parse(exampleManifest(nested, 'least')).spec).not.toHaveProperty(
      'cache',
    );
    expect(parse(exampleManifest(nested, 'everything')).spec).toEqual({
      database: { name: '', storage: '1Gi' },
      cache: { memory: '64Mi' },
    });
  });
});
