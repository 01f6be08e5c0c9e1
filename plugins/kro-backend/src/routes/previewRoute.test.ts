import request from 'supertest';
import { ORDER, PluginUnderTest } from '../__testUtils__/pluginUnderTest';

describe('route of previews', () => {
  let plugin: PluginUnderTest;

  beforeEach(() => {
    plugin = new PluginUnderTest();
  });
  afterEach(() => plugin.stop());

  async function preview(body: object) {
    const server = await plugin.start();
    return request(server).post('/api/kro/preview').send(body);
  }
  const outcomes = (checks: { id: string; outcome: string }[]) =>
    checks.map(({ id, outcome }) => `${id} ${outcome}`);

  it('refuses a body with a field missing or unknown', async () => {
    const missing = await preview({ ...ORDER, spec: undefined });
    expect(missing.status).toBe(400);
    expect(missing.body.error.message).toContain('spec is nothing: Required');
  });

  it('passes every check of a good order', async () => {
    plugin.cluster.live = false;
    const { body } = await preview(ORDER);
    expect(outcomes(body.checks)).toEqual([
      'name passed',
      'schema passed',
      'path passed',
      'outcome passed',
      'workspace passed',
      'policy passed',
      'free warned',
    ]);
    expect(body.path).toContain('webapplication-shop.yaml');
    expect(body.yaml).toContain('kind: WebApplication\n');
  });

  it('answers refused input as part of the preview', async () => {
    const { status, body } = await preview({ ...ORDER, name: '../x' });
    expect(status).toBe(200);
    expect(body.checks[0]).toMatchObject({
      id: 'name',
      outcome: 'refused',
      field: 'name',
    });
  });

  it('refuses a name that is taken, and each field that breaks the schema', async () => {
    plugin.cluster.problems = [
      { field: 'spec.tag', message: 'validation failed' },
    ];
    const { body } = await preview(ORDER);
    expect(body.checks).toContainEqual(
      expect.objectContaining({ field: 'spec.tag', outcome: 'refused' }),
    );
    expect(body.checks).toContainEqual(
      expect.objectContaining({ id: 'free', outcome: 'refused' }),
    );
  });

  it('says what policies refuse, what they warn of, and what cannot be told yet', async () => {
    plugin.cluster.live = false;
    plugin.cluster.verdicts = [
      { outcome: 'passed', message: 'fine' },
      { outcome: 'refused', message: 'names are short', field: 'name' },
      { outcome: 'warned', message: 'images are old' },
      { outcome: 'unjudged', message: 'cannot be judged' },
    ];
    const { body } = await preview(ORDER);
    const policies = body.checks.filter(
      ({ id }: { id: string }) => id === 'policy',
    );
    expect(policies).toEqual([
      {
        id: 'policy',
        title: 'Policies',
        outcome: 'refused',
        message: 'names are short',
        field: 'name',
      },
      expect.objectContaining({
        outcome: 'warned',
        message: 'images are old',
      }),
      expect.objectContaining({
        outcome: 'warned',
        message: 'cannot be judged',
      }),
    ]);
  });

  it('says what policies refuse of the name before the rest is whole', async () => {
    plugin.cluster.verdicts = [
      { outcome: 'refused', message: 'names are short', field: 'name' },
      { outcome: 'refused', message: 'something else' },
    ];
    plugin.cluster.problems = [{ field: 'spec.tag', message: 'is missing' }];
    const { body } = await preview(ORDER);
    expect(
      body.checks
        .filter(({ id }: { id: string }) => id === 'policy')
        .map(({ message }: { message: string }) => message),
    ).toEqual(['names are short']);
  });

  it('refuses a namespace that is no workspace', async () => {
    const { body } = await preview({ ...ORDER, namespace: 'kube-system' });
    expect(body.checks).toContainEqual(
      expect.objectContaining({
        id: 'workspace',
        outcome: 'refused',
        message: expect.stringContaining('Choose one of team-a'),
      }),
    );
  });
});
