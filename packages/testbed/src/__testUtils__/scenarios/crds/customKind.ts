import { WireStep } from '../../wire/wireScenario';

// Tests read fields of many shapes; a wrong one fails the test.
type Body = ReturnType<typeof JSON.parse>;

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Media types of patches. */
export const APPLY = 'application/apply-patch+yaml';
export const MERGE = 'application/merge-patch+json';
export const JSON_PATCH = 'application/json-patch+json';

const TABLE = 'application/json;as=Table;v=v1;g=meta.k8s.io';

/** A version of a CRD, but for its name. */
export interface Version {
  schema: object;
  [field: string]: unknown;
}

/** What a scenario of a kind of its own does with it. The kind is `Thing`, and its objects are in `default`. */
export interface CustomKind {
  group: string;
  crdName: string;
  crdPath: string;
  /** Where its objects are, of a version. */
  things(version?: string): string;
  /** The CRD of these versions; `revision` counts its changes. */
  crd(
    versions: Record<string, Version>,
    more?: object,
    revision?: number,
  ): Body;
  /** Creates the CRD, and waits until its kind is served. */
  define(versions: Record<string, Version>, more?: object): WireStep[];
  /** Replaces the CRD, and waits until that has been taken up. */
  redefine(
    revision: number,
    versions: Record<string, Version>,
    more?: object,
  ): WireStep[];
  /** An object of it. */
  thing(name: string, fields: object, version?: string): Body;
  create(name: string, fields: object, step?: Partial<WireStep>): WireStep;
  read(name: string, shows: string[], step?: Partial<WireStep>): WireStep;
  merge(name: string, patch: object, step?: Partial<WireStep>): WireStep;
  apply(
    name: string,
    manager: string,
    fields: object,
    step?: Partial<WireStep>,
  ): WireStep;
  /** Creations that are only tried, each of a `spec`; what comes of it is shown. */
  tries(specs: Record<string, unknown>, query?: string): WireStep[];
}

/** @param name - of the scenario; the kind's API group begins with it */
export function customKind(name: string): CustomKind {
  const group = `${name}.example.dev`;
  const crdName = `things.${group}`;
  const crdPath = `${CRDS}/${crdName}`;
  const things: CustomKind['things'] = (version = 'v1') =>
    `/apis/${group}/${version}/namespaces/default/things`;

  const crd: CustomKind['crd'] = (versions, more = {}, revision = 1) => ({
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: crdName },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural: 'things', kind: 'Thing' },
      versions: Object.entries(versions).map(
        ([version, { schema, ...rest }], at) => ({
          name: version,
          served: true,
          storage: at === 0,
          additionalPrinterColumns: [revisionColumn(revision)],
          schema: { openAPIV3Schema: schema },
          ...rest,
        }),
      ),
      ...more,
    },
  });

  const thing: CustomKind['thing'] = (called, fields, version = 'v1') => ({
    apiVersion: `${group}/${version}`,
    kind: 'Thing',
    metadata: { name: called },
    ...fields,
  });

  const served = (version: string, revision?: number): WireStep => ({
    does: 'is served',
    method: 'GET',
    path: things(version),
    accept: TABLE,
    until: (body, status) =>
      status === 200 && (revision === undefined || hasRevision(body, revision)),
  });

  return {
    group,
    crdName,
    crdPath,
    things,
    crd,
    define: (versions, more = {}) => [
      {
        does: 'defines',
        method: 'POST',
        path: CRDS,
        body: crd(versions, more),
      },
      served(firstServed(versions)),
    ],
    redefine: (revision, versions, more = {}) => [
      {
        does: 'defines anew',
        method: 'PATCH',
        type: MERGE,
        path: crdPath,
        body: { spec: crd(versions, more, revision).spec },
      },
      served(firstServed(versions), revision),
    ],
    thing,
    create: (called, fields, step = {}) => ({
      does: `creates ${called}`,
      method: 'POST',
      path: things(),
      body: thing(called, fields),
      ...step,
    }),
    read: (called, shows, step = {}) => ({
      does: `reads ${called}`,
      method: 'GET',
      path: `${things()}/${called}`,
      shows,
      ...step,
    }),
    merge: (called, patch, step = {}) => ({
      does: `patches ${called}`,
      method: 'PATCH',
      type: MERGE,
      path: `${things()}/${called}`,
      body: patch,
      ...step,
    }),
    apply: (called, manager, fields, step = {}) => ({
      does: `applies ${called} as ${manager}`,
      method: 'PATCH',
      type: APPLY,
      path: `${things()}/${called}?fieldManager=${manager}`,
      body: thing(called, fields),
      ...step,
    }),
    tries: (specs, query = '') =>
      Object.entries(specs).map(([does, spec]) => ({
        does,
        method: 'POST',
        path: `${things()}?dryRun=All${query}`,
        body: thing('tried', { spec }),
        shows: ['spec'],
      })),
  };
}

/** By this column one sees which definition the server works with. */
function revisionColumn(revision: number) {
  return {
    name: `Revision ${revision}`,
    type: 'string',
    jsonPath: '.metadata.name',
  };
}

function hasRevision({ columnDefinitions }: Body, revision: number): boolean {
  return columnDefinitions.some(
    ({ name }: Body) => name === revisionColumn(revision).name,
  );
}

function firstServed(versions: Record<string, Version>): string {
  const [name = 'v1'] =
    Object.entries(versions).find(([, { served }]) => served !== false) ?? [];
  return name;
}

/** A schema of objects with these fields in `spec`. */
export function specSchema(
  properties: Record<string, object>,
  more: object = {},
): object {
  return {
    type: 'object',
    properties: { spec: { type: 'object', properties, ...more } },
  };
}
