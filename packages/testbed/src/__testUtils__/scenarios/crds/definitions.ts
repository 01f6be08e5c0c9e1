import { WireScenario, WireStep } from '../../wire/wireScenario';
import { customKind, MERGE, specSchema } from './customKind';

const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const TEXT = { type: 'string' };

const refused = customKind('refused');
const define = (does: string, body: unknown): WireStep => ({
  does,
  method: 'POST',
  path: `${CRDS}?dryRun=All`,
  body,
});
const ofSchema = (does: string, schema: object) =>
  define(does, refused.crd({ v1: { schema } }));
const ofField = (does: string, field: object) =>
  ofSchema(does, specSchema({ field }));
const ofRule = (does: string, rule: object, schema: object = TEXT) =>
  ofField(does, { ...schema, 'x-kubernetes-validations': [rule] });
const ofVersion = (does: string, version: object) =>
  define(does, refused.crd({ v1: { schema: specSchema({}), ...version } }));

/** Schemas that are not structural, or not well formed. */
const schemas: WireScenario = {
  name: 'refused schemas',
  steps: [
    ofSchema('no type at the root', { properties: {} }),
    ofSchema('another type at the root', { type: 'string' }),
    ofField('no type', { description: 'untyped' }),
    ofField('a type that there is not', { type: 'text' }),
    ofField('a list without items', { type: 'array' }),
    ofField('a list of untyped items', { type: 'array', items: {} }),
    ofField('a field and any field', {
      type: 'object',
      properties: { a: TEXT },
      additionalProperties: TEXT,
    }),
    ofField('no other field', { type: 'object', additionalProperties: false }),
    ofField('unique items', { type: 'array', items: TEXT, uniqueItems: true }),
    ofField('a reference', { $ref: '#/definitions/a' }),
    ofField('a type in an alternative', { ...TEXT, oneOf: [TEXT] }),
    ofField('a default in an alternative', {
      ...TEXT,
      anyOf: [{ default: 'a' }],
    }),
    ofField('a description in an alternative', {
      ...TEXT,
      not: { description: 'a' },
    }),
    ofField('a field of an alternative alone', {
      type: 'object',
      anyOf: [{ properties: { a: { minLength: 1 } } }],
    }),
    ofField('a default of another type', { ...TEXT, default: 1 }),
    ofField('a default that is not valid', {
      ...TEXT,
      minLength: 3,
      default: 'a',
    }),
    ofField('a default with unknown fields', {
      type: 'object',
      properties: { a: TEXT },
      default: { b: 'c' },
    }),
    ofField('null as default', { ...TEXT, default: null }),
    ofField('null as default where it is allowed', {
      ...TEXT,
      nullable: true,
      default: null,
    }),
    ofField('a pattern that cannot be read', { ...TEXT, pattern: '(' }),
    ofField('bounds that do not fit', {
      type: 'integer',
      minimum: 5,
      maximum: 1,
    }),
    ofField('an int-or-string with a type', {
      ...TEXT,
      'x-kubernetes-int-or-string': true,
    }),
    ofField('unknown fields that are not preserved', {
      type: 'object',
      'x-kubernetes-preserve-unknown-fields': false,
    }),
    ofField('an embedded text', {
      ...TEXT,
      'x-kubernetes-embedded-resource': true,
    }),
    ofField('an embedded object without any field', {
      type: 'object',
      'x-kubernetes-embedded-resource': true,
    }),
    ofField('a list type of a text', {
      ...TEXT,
      'x-kubernetes-list-type': 'set',
    }),
    ofField('a list type that there is not', {
      type: 'array',
      items: TEXT,
      'x-kubernetes-list-type': 'bag',
    }),
    ofField('a set of objects', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-type': 'set',
    }),
    ofField('a set of lists', {
      type: 'array',
      items: { type: 'array', items: TEXT },
      'x-kubernetes-list-type': 'set',
    }),
    ofField('keys of no map', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-map-keys': ['a'],
    }),
    ofField('a map without keys', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-type': 'map',
    }),
    ofField('a key that is no field', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['b'],
    }),
    ofField('a key that may be left out', {
      type: 'array',
      items: { type: 'object', properties: { a: TEXT } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
    }),
    ofField('a key that is an object', {
      type: 'array',
      items: {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'object', properties: {} } },
      },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
    }),
    ofField('a key twice', {
      type: 'array',
      items: { type: 'object', required: ['a'], properties: { a: TEXT } },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a', 'a'],
    }),
    ofField('a map of items that are no objects', {
      type: 'array',
      items: TEXT,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['a'],
    }),
    ofField('a map type that there is not', {
      type: 'object',
      properties: { a: TEXT },
      'x-kubernetes-map-type': 'whole',
    }),
    ofSchema('rules about metadata', {
      type: 'object',
      properties: {
        metadata: {
          type: 'object',
          properties: { name: { ...TEXT, maxLength: 5 } },
        },
      },
    }),
    ofSchema('labels in metadata', {
      type: 'object',
      properties: {
        metadata: {
          type: 'object',
          properties: { labels: { type: 'object' } },
        },
      },
    }),
    ofSchema('a default of metadata', {
      type: 'object',
      properties: { metadata: { type: 'object', default: {} } },
    }),
  ],
};

const LONG = { type: 'string' };
/** Rules that cannot be compiled, or cost too much. */
const rules: WireScenario = {
  name: 'refused rules',
  steps: [
    ofRule('an empty rule', { rule: '' }),
    ofRule('a rule that cannot be read', { rule: 'self ==' }),
    ofRule('a rule that is no condition', { rule: 'self' }),
    ofRule('a rule over a field that there is not', { rule: 'self.a == 1' }),
    ofRule('a rule over an unknown name', { rule: 'that == self' }),
    ofRule('a rule that compares types', { rule: 'self == 1' }),
    ofRule('a rule with an unknown function', { rule: 'self.shout()' }),
    ofRule('a message of two lines', { rule: 'true', message: 'a\nb' }),
    ofRule('a message of spaces', { rule: 'true', message: '  ' }),
    ofRule('a rule of two lines without a message', { rule: 'true\n&& true' }),
    ofRule('a computed message that is no text', {
      rule: 'true',
      messageExpression: '1',
    }),
    ofRule('a computed message that cannot be read', {
      rule: 'true',
      messageExpression: 'self +',
    }),
    ofRule('an empty computed message', {
      rule: 'true',
      messageExpression: ' ',
    }),
    ofRule('a reason that there is not', {
      rule: 'true',
      reason: 'FieldValueStrange',
    }),
    ofRule(
      'a path that there is not',
      { rule: 'true', fieldPath: '.b' },
      { type: 'object', properties: { a: LONG } },
    ),
    ofRule(
      'a path with an index',
      { rule: 'true', fieldPath: '.a[0]' },
      {
        type: 'object',
        properties: { a: { type: 'array', items: TEXT } },
      },
    ),
    ofRule(
      'a path without a dot',
      { rule: 'true', fieldPath: 'a' },
      { type: 'object', properties: { a: LONG } },
    ),
    ofRule('an old value that may be missing, not asked for', {
      rule: 'true',
      optionalOldSelf: true,
    }),
    ofRule('a transition of what has no identity', { rule: 'self == oldSelf' }),
    ofField('a transition of items that have none', {
      type: 'array',
      maxItems: 5,
      items: {
        ...TEXT,
        maxLength: 5,
        'x-kubernetes-validations': [{ rule: 'self == oldSelf' }],
      },
    }),
    ofField('a rule in an alternative', {
      ...TEXT,
      oneOf: [{ 'x-kubernetes-validations': [{ rule: 'true' }] }],
    }),
    ofField('a rule that may cost too much', {
      type: 'array',
      items: {
        type: 'array',
        items: LONG,
      },
      'x-kubernetes-validations': [
        { rule: 'self.all(a, self.all(b, a.all(c, b.all(d, c != d))))' },
      ],
    }),
    ofSchema('a rule over metadata', {
      type: 'object',
      'x-kubernetes-validations': [
        { rule: "self.metadata.labels['a'] == 'b'" },
      ],
    }),
    ofSchema('a rule over the name', {
      type: 'object',
      'x-kubernetes-validations': [
        { rule: "self.metadata.name.startsWith('a')" },
      ],
    }),
  ],
};

/** Definitions that are not well formed. */
const definitions: WireScenario = {
  name: 'refused definitions',
  steps: [
    define('another name', {
      ...refused.crd({ v1: { schema: specSchema({}) } }),
      metadata: { name: 'others.example.dev' },
    }),
    define('no versions', refused.crd({})),
    ofVersion('a version that is not stored', { storage: false }),
    define(
      'two versions that are stored',
      refused.crd({
        v1: { schema: specSchema({}), storage: true },
        v2: { schema: specSchema({}), storage: true },
      }),
    ),
    define(
      'a version with a bad name',
      refused.crd({ 'V.1': { schema: specSchema({}) } }),
    ),
    ofVersion('a version without a schema', { schema: undefined }),
    ofVersion('a column without a type', {
      additionalPrinterColumns: [{ name: 'A', jsonPath: '.spec.a' }],
    }),
    ofVersion('a column of a type that there is not', {
      additionalPrinterColumns: [
        { name: 'A', type: 'text', jsonPath: '.spec.a' },
      ],
    }),
    ofVersion('a column with a format that there is not', {
      additionalPrinterColumns: [
        { name: 'A', type: 'integer', format: 'big', jsonPath: '.spec.a' },
      ],
    }),
    ofVersion('a column with a path that cannot be read', {
      additionalPrinterColumns: [
        { name: 'A', type: 'string', jsonPath: 'spec[' },
      ],
    }),
    ofVersion('a column without a name and a path', {
      additionalPrinterColumns: [{ type: 'string' }],
    }),
    ofVersion('a scale without paths', { subresources: { scale: {} } }),
    ofVersion('a scale with other paths', {
      subresources: {
        scale: {
          specReplicasPath: '.status.a',
          statusReplicasPath: 'status.b',
          labelSelectorPath: '.metadata.c',
        },
      },
    }),
    ofVersion('a warning of what is not deprecated', {
      deprecationWarning: 'gone soon',
    }),
    ofVersion('a selectable field that there is not', {
      selectableFields: [{ jsonPath: '.spec.a' }],
    }),
    define(
      'a selectable object',
      refused.crd({
        v1: {
          schema: specSchema({ a: { type: 'object', properties: {} } }),
          selectableFields: [{ jsonPath: '.spec.a' }],
        },
      }),
    ),
    define(
      'a selectable field twice',
      refused.crd({
        v1: {
          schema: specSchema({ a: TEXT }),
          selectableFields: [{ jsonPath: '.spec.a' }, { jsonPath: '.spec.a' }],
        },
      }),
    ),
    define(
      'a selectable field of metadata',
      refused.crd({
        v1: {
          schema: specSchema({}),
          selectableFields: [{ jsonPath: '.metadata.name' }],
        },
      }),
    ),
    define(
      'more than eight selectable fields',
      refused.crd({
        v1: {
          schema: specSchema(
            Object.fromEntries([...'abcdefghi'].map(name => [name, TEXT])),
          ),
          selectableFields: [...'abcdefghi'].map(name => ({
            jsonPath: `.spec.${name}`,
          })),
        },
      }),
    ),
    define(
      'no scope',
      refused.crd({ v1: { schema: specSchema({}) } }, { scope: undefined }),
    ),
    define(
      'names that are not names',
      refused.crd(
        { v1: { schema: specSchema({}) } },
        {
          names: {
            plural: 'things',
            kind: 'A Thing',
            singular: 'Thing',
            shortNames: ['T H'],
            categories: ['All'],
          },
        },
      ),
    ),
    define(
      'a list kind as its kind',
      refused.crd(
        { v1: { schema: specSchema({}) } },
        { names: { plural: 'things', kind: 'Thing', listKind: 'Thing' } },
      ),
    ),
    define(
      'a conversion that there is not',
      refused.crd(
        { v1: { schema: specSchema({}) } },
        { conversion: { strategy: 'Magic' } },
      ),
    ),
    define(
      'unknown fields that are preserved all over',
      refused.crd(
        { v1: { schema: specSchema({}) } },
        { preserveUnknownFields: true },
      ),
    ),
    define('a protected group', {
      ...refused.crd(
        { v1: { schema: specSchema({}) } },
        { group: 'things.k8s.io' },
      ),
      metadata: { name: 'things.things.k8s.io' },
    }),
    ...refused.define({ v1: { schema: specSchema({}) } }),
    ...Object.entries<object>({
      'changes the scope': { scope: 'Cluster' },
      'changes the group': { group: 'other.example.dev' },
      'changes the plural': { names: { plural: 'others' } },
      'changes the kind': { names: { kind: 'Other' } },
    }).map(([does, spec]) => ({
      does,
      method: 'PATCH',
      type: MERGE,
      path: refused.crdPath,
      body: { spec },
    })),
  ],
};

/** What cannot be defined. */
export const DEFINITIONS = [schemas, rules, definitions];
