import { WireScenario } from '../../wire/wireScenario';
import { MERGE, specSchema } from './customKind';
import {
  define,
  ofField,
  ofRule,
  ofSchema,
  ofVersion,
  refused,
} from './refused';
import { schemas } from './refusedSchemas';

const TEXT = { type: 'string' };

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
