import { JsonObject, plan, validateInstance } from '@mini-atlas/kro';
import {
  definition,
  graph,
  repositoryYaml,
  specSchema,
} from './__testUtils__/platform';

/** A JSON schema, as far as forms and CRDs share it. */
interface Schema {
  type?: string;
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  /** Fields that appear when another has a value. */
  dependencies?: Record<string, { oneOf?: Schema[] }>;
  minimum?: number;
  maximum?: number;
  [keyword: string]: unknown;
}

const LIMITS = [
  'type',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
];

const TEMPLATES = [
  { name: 'workspace', abstraction: 'workspace' },
  { name: 'web-application', abstraction: 'webapplication' },
  { name: 'infrastructure', abstraction: 'infrastructure' },
  { name: 'topic', abstraction: 'topic' },
];

/** What a form must be given, beyond its defaults. */
const EXAMPLES: Record<string, JsonObject> = {
  workspace: { team: 'storefront' },
  webapplication: { image: 'ghcr.io/shop/web', tag: '1.4.2' },
  infrastructure: {},
  topic: {},
};

function limits(schema: Schema | undefined): Record<string, unknown> {
  return Object.fromEntries(
    LIMITS.map(keyword => [keyword, schema?.[keyword]]).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/** The fields of an object, those behind a switch included. */
function fieldsOf({ properties, dependencies }: Schema) {
  const branches = Object.values(dependencies ?? {}).flatMap(
    ({ oneOf = [] }) => oneOf,
  );
  const fields: Record<string, Schema> = Object.assign(
    {},
    ...branches.map(branch => branch.properties),
    properties,
  );
  return fields;
}

/** Every leaf of a schema, by its path. */
function leaves(schema: Schema, path = ''): [string, Schema][] {
  if (schema.properties) {
    return Object.entries(fieldsOf(schema)).flatMap(([name, inner]) =>
      leaves(inner, path ? `${path}.${name}` : name),
    );
  }
  const own: [string, Schema] = [path, schema];
  return schema.items ? [own, ...leaves(schema.items, `${path}[]`)] : [own];
}

describe.each(TEMPLATES)('template $name', ({ name, abstraction }) => {
  const template = repositoryYaml(`templates/${name}/template.yaml`);
  const steps: Schema[] = template.spec.parameters;
  const form: Record<string, Schema> = Object.assign(
    {},
    ...steps.map(step => step.properties),
  );
  const required = steps.flatMap(step => step.required ?? []);
  const write = template.spec.steps[0];
  const specFields = Object.keys(write.input.spec);
  const formSpec: Schema = {
    properties: Object.fromEntries(specFields.map(key => [key, form[key]])),
  };
  const crdSpec: Schema = specSchema(abstraction);
  const formLeaves = new Map(leaves(formSpec));
  const crdLeaves = leaves(crdSpec);

  it('orders the abstraction that names it', () => {
    const { metadata } = definition(abstraction);
    expect(metadata.annotations?.['mini-atlas.dev/template']).toBe(
      `template:default/${template.metadata.name}`,
    );
    expect(write.action).toBe(
      `mini-atlas:${graph(abstraction).kind.toLowerCase()}:write`,
    );
    expect(form.preview['ui:options']).toMatchObject({ abstraction });
  });

  it('shows all that will be made once more before it is ordered, and ends on the page of the change', () => {
    expect(steps.at(-1)?.properties).toMatchObject({
      preview: { 'ui:options': { abstraction, full: true } },
    });
    expect(template.spec.output.changePath).toBe(
      '${{ steps.propose.output.changePath }}',
    );
  });

  it('gives every field of the spec to the action, each from the form field of its name', () => {
    expect(write.input.spec).toEqual(
      Object.fromEntries(
        Object.keys(crdSpec.properties ?? {}).map(field => [
          field,
          `\${{ parameters.${field} }}`,
        ]),
      ),
    );
  });

  it('asks for a workspace exactly when the abstraction lives in one', () => {
    const namespaced = graph(abstraction).scope === 'Namespaced';
    expect('namespace' in form).toBe(namespaced);
    expect(required.includes('namespace')).toBe(namespaced);
    expect(required).toEqual(expect.arrayContaining(['name', 'owner']));
  });

  it.each(crdLeaves)('has the limits and default of spec.%s', (path, crd) => {
    const field = formLeaves.get(path);
    expect(limits(field)).toEqual({
      ...limits(crd),
      // A choice of values needs no limits of its own.
      ...(field?.enum ? { minimum: undefined, maximum: undefined } : {}),
    });
    expect(field?.default).toEqual(crd.default);
    // A choice of the abstraction is the form's; the form may make one of what is free there.
    const choice = field?.enum ?? [];
    expect(choice).toEqual(crd.enum ?? choice);
    for (const value of crd.enum ? [] : choice) {
      expect(value).toBeGreaterThanOrEqual(crd.minimum ?? -Infinity);
      expect(value).toBeLessThanOrEqual(crd.maximum ?? Infinity);
    }
  });

  it('requires what the abstraction requires', () => {
    for (const field of crdSpec.required ?? []) {
      expect(required).toContain(field);
    }
  });

  it('has no field that the abstraction does not know', () => {
    const known = crdLeaves.map(([path]) => path);
    expect(
      [...formLeaves.keys()].filter(path => !known.includes(path)),
    ).toEqual([]);
  });

  it('has a title and help for every field, and so has the abstraction', () => {
    for (const [key, field] of Object.entries(form)) {
      expect([key, field.title]).toEqual([key, expect.any(String)]);
    }
    for (const [path, field] of crdLeaves.filter(
      ([at]) => !at.includes('[]'),
    )) {
      expect([path, field.description]).toEqual([path, expect.any(String)]);
      expect([path, formLeaves.get(path)?.description]).toEqual([
        path,
        expect.any(String),
      ]);
    }
  });

  it('makes children out of its defaults', () => {
    const namespaced = graph(abstraction).scope === 'Namespaced';
    const manifest = {
      apiVersion: 'mini-atlas.dev/v1alpha1',
      kind: graph(abstraction).kind,
      metadata: { name: 'web', ...(namespaced ? { namespace: 'shop' } : {}) },
      spec: EXAMPLES[abstraction],
    };
    expect(validateInstance(graph(abstraction), manifest)).toEqual([]);
    const { nodes, error } = plan(graph(abstraction), manifest);
    expect(error).toBeUndefined();
    expect(nodes.map(({ outcome }) => outcome)).toContain('create');
    expect(nodes.filter(({ outcome }) => outcome === 'error')).toEqual([]);
  });

  it('refuses text with line breaks or a way out of its directory', () => {
    const texts = leaves({ properties: form })
      .map(([, field]) => field)
      .filter(({ type, pattern }) => type === 'string' && pattern);
    for (const { pattern } of texts) {
      expect('a\nb: c').not.toMatch(new RegExp(String(pattern), 'u'));
    }
    const open = texts.filter(({ pattern }) =>
      new RegExp(String(pattern), 'u').test('../x'),
    );
    expect(open.map(({ title }) => title)).toEqual(
      // An environment variable may hold any line.
      name === 'web-application' ? ['Value'] : [],
    );
  });
});
