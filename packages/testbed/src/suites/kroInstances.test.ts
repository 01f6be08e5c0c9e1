import { ClusterObject } from '../cluster/objectPaths';
import { Body } from '../__testUtils__/clusterUnderTest';
import {
  condition,
  CRDS,
  GROUP,
  instances,
  isAbsent,
  isActive,
  isServed,
  isThere,
  kroUnderTest,
  MAPS,
  NAMESPACE,
  REVISIONS,
  RGDS,
  RIGHTS,
} from '../__testUtils__/kro/kroUnderTest';
import { onEachCluster } from '../__testUtils__/onEachCluster';
import {
  ADORNED,
  POLL,
  FOREIGN,
  GATE,
  graph,
  map,
  OPTIONAL,
  page,
  PAIR,
  REGION,
  SPREAD,
  SUM,
} from '../__testUtils__/scenarios/moreGraphs';

const ANNOTATION = 'applyset.kubernetes.io';
const KEPT_REVISIONS = 5;

onEachCluster('KRO, case by case', cluster => {
  const { apply, define, instance, until, get, codeOf, remove, patch } =
    kroUnderTest(cluster);
  const configMap = (name: string, more: object = {}): ClusterObject => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: NAMESPACE, ...more },
  });
  const namespaces = (...names: string[]): ClusterObject[] =>
    names.map(name => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name },
    }));
  const resourcesReady = (body: Body) => condition(body, 'ResourcesReady');

  beforeAll(() => apply(RIGHTS, ...namespaces(NAMESPACE, 'elsewhere')));

  it('waits with what depends on a child until that is ready', async () => {
    await define(GATE);
    await instance('Gate', 'north', {});
    await until(`${MAPS}/north-wall`, isThere);
    const waiting = await until(
      `${instances('gates')}/north`,
      body => resourcesReady(body)?.reason === 'NotReady',
    );
    expect(waiting.status.state).toBe('IN_PROGRESS');
    expect(resourcesReady(waiting)).toMatchObject({
      status: 'False',
      message: expect.stringContaining('gate'),
    });
    expect(condition(waiting, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'NotReady',
    });
    expect(waiting.status.opened).toBeUndefined();
    expect(await codeOf(`${MAPS}/north-garden`)).toBe(404);
    await patch(`${MAPS}/north-gate`, { data: { open: 'wide' } });
    const opened = await until(`${instances('gates')}/north`, isActive);
    expect(opened.status.opened).toBe('wide');
    expect((await get(`${MAPS}/north-garden`)).data).toEqual({
      gate: 'north-gate',
    });
    await patch(`${MAPS}/north-gate`, { data: { open: 'shut' } });
    const closed = await until(
      `${instances('gates')}/north`,
      body => resourcesReady(body)?.status === 'False',
    );
    expect(closed.status.state).toBe('IN_PROGRESS');
    await until(`${MAPS}/north-garden`, isThere);
  });

  it('applies the others when the API server refuses one child', async () => {
    await define(PAIR);
    await instance('Pair', 'odd', { called: 'Not_Valid' });
    const pair = await until(
      `${instances('pairs')}/odd`,
      body => body.status?.state === 'ERROR',
    );
    expect(resourcesReady(pair)).toMatchObject({
      status: 'False',
      reason: 'NotReady',
      message: expect.stringMatching(
        /^resource reconciliation failed: apply results contain errors: .*Not_Valid/s,
      ),
    });
    await until(`${MAPS}/odd-other`, isThere);
    await instance('Pair', 'odd', { called: 'odd-one' });
    await until(`${instances('pairs')}/odd`, isActive);
    await until(`${MAPS}/odd-one`, isThere);
  });

  it('moves a child that gets another name', async () => {
    await instance('Pair', 'odd', { called: 'odd-two' });
    await until(`${MAPS}/odd-two`, isThere);
    await until(`${MAPS}/odd-one`, isAbsent);
    await until(`${instances('pairs')}/odd`, isActive);
  });

  it('applies nothing when something cannot be computed', async () => {
    await define(SUM);
    await instance('Sum', 'bad', { text: 'seven' });
    const sum = await until(
      `${instances('sums')}/bad`,
      body => body.status?.state === 'ERROR',
    );
    expect(resourcesReady(sum)).toMatchObject({
      status: 'False',
      reason: 'NotReady',
    });
    expect(await codeOf(`${MAPS}/bad-plain`)).toBe(404);
    await instance('Sum', 'bad', { text: '7' });
    await until(`${instances('sums')}/bad`, isActive);
    expect((await get(`${MAPS}/bad-number`)).data).toEqual({ next: '8' });
  });

  it('keeps account of children in other namespaces', async () => {
    await define(SPREAD);
    await instance('Spread', 'wide', { far: 'elsewhere' });
    const spread = await until(`${instances('spreads')}/wide`, isActive);
    expect(spread.metadata.annotations).toMatchObject({
      [`${ANNOTATION}/additional-namespaces`]: 'elsewhere',
      [`${ANNOTATION}/contains-group-kinds`]: 'ConfigMap',
    });
    const far = '/api/v1/namespaces/elsewhere/configmaps/wide-far';
    const { metadata } = await get(far);
    expect(metadata.labels).toMatchObject({
      'kro.run/instance-namespace': NAMESPACE,
      'kro.run/instance-name': 'wide',
    });
    await remove(`${instances('spreads')}/wide`);
    await until(far, isAbsent);
    await until(`${instances('spreads')}/wide`, isAbsent);
  });

  it('makes instances of the whole cluster', async () => {
    await define(REGION);
    await apply({
      apiVersion: GROUP,
      kind: 'Region',
      metadata: { name: 'south' },
      spec: { land: 'sand' },
    });
    const path = `/apis/${GROUP}/regions/south`;
    const region = await until(path, isActive);
    expect(region.metadata.annotations).toMatchObject({
      [`${ANNOTATION}/additional-namespaces`]: 'south-space',
      [`${ANNOTATION}/contains-group-kinds`]: 'ConfigMap,Namespace',
    });
    const note = '/api/v1/namespaces/south-space/configmaps/land';
    const { metadata, data } = await get(note);
    expect(data).toEqual({ land: 'sand' });
    expect(metadata.labels['kro.run/instance-namespace']).toBeUndefined();
    await remove(path);
    await until(note, isAbsent);
    await until('/api/v1/namespaces/south-space', isAbsent);
    await until(path, isAbsent);
  });

  it('follows what others have, by their labels', async () => {
    const person = (name: string) =>
      configMap(name, { labels: { people: 'here' } });
    await apply(person('ada'), person('bob'), configMap('nobody'));
    await define(POLL);
    await instance('Poll', 'year', { of: 'here' });
    const counted = (count: string) =>
      until(
        `${MAPS}/year`,
        (body, code) => code === 200 && body.data.count === count,
      );
    await counted('2');
    await apply(person('eve'));
    await counted('3');
    await remove(`${MAPS}/ada`);
    await counted('2');
    await until(
      `${instances('polls')}/year`,
      body => isActive(body) && body.status.count === 2,
    );
  });

  it('leaves out what depends on what is left out', async () => {
    await define(OPTIONAL);
    await instance('Optional', 'maybe', {});
    const path = `${instances('optionals')}/maybe`;
    await until(path, isActive);
    expect(await codeOf(`${MAPS}/maybe-extra`)).toBe(404);
    expect(await codeOf(`${MAPS}/maybe-follows`)).toBe(404);
    await instance('Optional', 'maybe', { extra: true });
    await until(`${MAPS}/maybe-follows`, isThere);
    await until(path, isActive);
    await instance('Optional', 'maybe', { extra: false });
    await until(`${MAPS}/maybe-follows`, isAbsent);
    await until(`${MAPS}/maybe-extra`, isAbsent);
    await until(path, isActive);
    expect(await codeOf(`${MAPS}/maybe-base`)).toBe(200);
  });

  it('takes an object that nobody has, and takes it along', async () => {
    await apply({ ...configMap('found-other'), data: { mine: 'indeed' } });
    await instance('Pair', 'found', { called: 'found-one' });
    await until(`${instances('pairs')}/found`, isActive);
    const { metadata, data } = await get(`${MAPS}/found-other`);
    expect(data).toEqual({ mine: 'indeed' });
    expect(metadata.labels).toMatchObject({
      'kro.run/instance-name': 'found',
      'app.kubernetes.io/managed-by': 'kro',
    });
    await remove(`${instances('pairs')}/found`);
    await until(`${MAPS}/found-other`, isAbsent);
  });

  it('lets go of a suspended instance that is deleted', async () => {
    await instance('Pair', 'asleep', { called: 'asleep-one' });
    await until(`${instances('pairs')}/asleep`, isActive);
    await patch(`${instances('pairs')}/asleep`, {
      metadata: { annotations: { 'kro.run/reconcile': 'suspended' } },
    });
    await until(
      `${instances('pairs')}/asleep`,
      body => condition(body, 'Ready')?.reason === 'ReconciliationSuspended',
    );
    await remove(`${MAPS}/asleep-other`);
    await remove(`${instances('pairs')}/asleep`);
    await until(`${instances('pairs')}/asleep`, isAbsent);
    await until(`${MAPS}/asleep-one`, isAbsent);
  });

  it('becomes active when a wrong graph is put right', async () => {
    const wrong = graph('mended', { kind: 'Mended', spec: { a: 'string' } }, [
      { id: 'one', template: map('${schema.spec.nothing}', {}) },
    ]);
    const right = graph('mended', { kind: 'Mended', spec: { a: 'string' } }, [
      { id: 'one', template: map('${schema.spec.a}', {}) },
    ]);
    await apply(wrong);
    const refused = await until(
      `${RGDS}/mended`,
      body => condition(body, 'GraphAccepted')?.status === 'False',
    );
    expect(condition(refused, 'Ready')).toMatchObject({
      status: 'False',
      reason: 'InvalidResourceGraph',
    });
    expect(refused.status.lastIssuedRevision).toBeUndefined();
    await apply(right);
    const served = await until(`${RGDS}/mended`, isServed);
    expect(served.status.lastIssuedRevision).toBe(1);
  });

  it('does not serve a kind that somebody else has defined', async () => {
    await apply(FOREIGN);
    await apply(
      graph('foreign', { kind: 'Foreign', spec: { a: 'string' } }, [
        { id: 'one', template: map('${schema.spec.a}', {}) },
      ]),
    );
    const rgd = await until(
      `${RGDS}/foreign`,
      body => condition(body, 'KindReady')?.status === 'False',
    );
    expect(condition(rgd, 'KindReady')).toMatchObject({
      reason: 'Failed',
      message: expect.stringContaining('foreigns.example.dev'),
    });
    expect(rgd.status.state).toBe('Inactive');
  });

  it('breaks a schema where it is allowed to', async () => {
    await define(page('string'));
    await apply(page('integer'));
    const blocked = await until(
      `${RGDS}/page`,
      body => condition(body, 'KindReady')?.status === 'False',
    );
    expect(condition(blocked, 'KindReady').message).toBe(
      'cannot update CRD pages.example.dev: breaking changes detected: Type changed from string to integer',
    );
    await patch(`${RGDS}/page`, {
      metadata: {
        annotations: { 'kro.run/allow-breaking-changes': 'true' },
      },
    });
    await until(`${RGDS}/page`, isServed);
    const { spec } = await get(`${CRDS}/pages.example.dev`);
    expect(
      spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.number,
    ).toEqual({ type: 'integer' });
  });

  it('keeps the last revisions alone', async () => {
    const issued = async () =>
      (await get(`${RGDS}/page`)).status.lastIssuedRevision;
    const first = await issued();
    for (let at = 1; at <= KEPT_REVISIONS; at++) {
      await apply(page('integer', { at: String(at) }));
      await until(
        `${RGDS}/page`,
        body => isServed(body) && body.status.lastIssuedRevision === first + at,
      );
    }
    const list = await until(
      `${REVISIONS}?fieldSelector=spec.snapshot.name%3Dpage`,
      ({ items }) => items.length === KEPT_REVISIONS,
    );
    expect(list.items.map(({ spec }: Body) => spec.revision).sort()).toEqual(
      Array.from({ length: KEPT_REVISIONS }, (_, at) => first + at + 1),
    );
    await patch(`${RGDS}/page`, { metadata: { labels: { touched: 'yes' } } });
    await until(`${RGDS}/page`, isServed);
    expect(await issued()).toBe(first + KEPT_REVISIONS);
  });

  it('gives a kind all that its schema says', async () => {
    await define(ADORNED);
    const { metadata, spec } = await get(`${CRDS}/adorneds.example.dev`);
    expect(metadata.labels).toMatchObject({ 'example.dev/kind': 'adorned' });
    expect(metadata.annotations).toMatchObject({
      'example.dev/note': 'of a graph',
    });
    expect(spec.names).toMatchObject({
      shortNames: ['ad'],
      categories: ['jewels'],
    });
    const [{ schema, additionalPrinterColumns }] = spec.versions;
    expect(additionalPrinterColumns).toEqual([
      { name: 'Colour', type: 'string', jsonPath: '.spec.colour' },
    ]);
    expect(schema.openAPIV3Schema.properties.spec).toEqual({
      type: 'object',
      required: ['fixed'],
      properties: {
        size: {
          type: 'integer',
          default: 3,
          minimum: 1,
          maximum: 5,
          description: 'how big',
        },
        colour: { type: 'string', enum: ['red', 'blue'], default: 'red' },
        fixed: {
          type: 'string',
          'x-kubernetes-validations': [
            { rule: 'self == oldSelf', message: 'field is immutable' },
          ],
        },
        list: { type: 'array', items: { type: 'string' }, minItems: 1 },
        map: { type: 'object', additionalProperties: { type: 'integer' } },
        nested: {
          type: 'object',
          default: {},
          properties: { deep: { type: 'boolean', default: true } },
        },
        gem: {
          type: 'object',
          required: ['cut'],
          properties: { cut: { type: 'string' }, carat: { type: 'number' } },
        },
      },
    });
    await instance('Adorned', 'ring', { fixed: 'a' });
    const ring = await until(`${instances('adorneds')}/ring`, isActive);
    expect(ring.spec).toEqual({
      size: 3,
      colour: 'red',
      fixed: 'a',
      nested: { deep: true },
    });
    const refusal = await patch(`${instances('adorneds')}/ring`, {
      spec: { fixed: 'b', size: 9 },
    });
    expect(refusal.status).toBe(422);
    expect(
      JSON.parse(refusal.text).details.causes.map(({ field }: Body) => field),
    ).toEqual(expect.arrayContaining(['spec.size', 'spec.fixed']));
  });
});
