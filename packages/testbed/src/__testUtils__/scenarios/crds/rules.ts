import { WireScenario } from '../../wire/wireScenario';
import { customKind, specSchema } from './customKind';
import { ratcheting } from './ratcheting';

const rule = (text: string, more: object = {}) => ({ rule: text, ...more });
const withRules = (schema: object, ...rules: object[]) => ({
  ...schema,
  'x-kubernetes-validations': rules,
});
const TEXT = { type: 'string', maxLength: 64 };
const NUMBER = { type: 'integer' };

const rules = customKind('rules');
/** What rules say, and where. */
const rulesOfValues: WireScenario = {
  name: 'validation rules',
  steps: [
    ...rules.define({
      v1: {
        schema: specSchema(
          {
            min: NUMBER,
            max: NUMBER,
            plain: withRules(TEXT, rule("self.startsWith('a')")),
            said: withRules(
              TEXT,
              rule("self != 'no'", { message: 'no is no answer' }),
            ),
            computed: withRules(
              NUMBER,
              rule('self < 10', {
                messageExpression: "'at most ' + (self > 20 ? '9!' : '9')",
              }),
            ),
            fallback: withRules(
              NUMBER,
              rule('self < 10', {
                message: 'too many',
                messageExpression: "self > 20 ? 'a\\nb' : 'far too many'",
              }),
            ),
            wanted: withRules(
              { type: 'object', properties: { a: TEXT, b: TEXT } },
              rule('has(self.a) || has(self.b)', {
                message: 'a or b',
                reason: 'FieldValueRequired',
              }),
              rule('!has(self.b) || has(self.a)', {
                message: 'b needs a',
                reason: 'FieldValueForbidden',
                fieldPath: '.b',
              }),
            ),
            twice: withRules(
              { type: 'array', items: TEXT, maxItems: 5 },
              rule('self.all(x, self.exists_one(y, x == y))', {
                message: 'each only once',
                reason: 'FieldValueDuplicate',
              }),
            ),
            items: {
              type: 'array',
              maxItems: 5,
              items: withRules(
                {
                  type: 'object',
                  properties: { name: TEXT, port: NUMBER },
                },
                rule('self.port > 0', {
                  message: 'a port is positive',
                  fieldPath: '.port',
                }),
              ),
            },
            labels: {
              type: 'object',
              maxProperties: 5,
              additionalProperties: withRules(
                TEXT,
                rule("self != 'bad'", { message: 'not bad' }),
              ),
            },
            keyed: withRules(
              {
                type: 'object',
                maxProperties: 5,
                additionalProperties: TEXT,
              },
              rule("self.all(key, key.matches('^[a-z]+$'))", {
                message: 'keys are of letters',
              }),
            ),
            'odd-name': withRules(TEXT, rule("self != 'x'")),
            fails: withRules(
              { type: 'array', items: NUMBER, maxItems: 5 },
              rule('self[0] > 0'),
            ),
            quantity: withRules(
              TEXT,
              rule(
                'isQuantity(self) && quantity(self).isGreaterThan(quantity("1Gi"))',
                {
                  message: 'more than 1Gi',
                },
              ),
            ),
            when: withRules(
              { type: 'string', format: 'date-time' },
              rule("self > timestamp('2020-01-01T00:00:00Z')", {
                message: 'not before 2020',
              }),
            ),
            either: withRules(
              { 'x-kubernetes-int-or-string': true },
              rule('type(self) == string ? self.endsWith("%") : self >= 0', {
                message: 'a percentage or a number',
              }),
            ),
          },
          {
            'x-kubernetes-validations': [
              rule('!has(self.min) || !has(self.max) || self.min <= self.max', {
                message: 'min is not above max',
                fieldPath: '.min',
              }),
            ],
          },
        ),
      },
    }),
    ...rules.tries({
      'all is well': {
        min: 1,
        max: 2,
        plain: 'ab',
        said: 'yes',
        computed: 9,
        fallback: 9,
        wanted: { a: '1', b: '2' },
        twice: ['a', 'b'],
        items: [{ name: 'a', port: 1 }],
        labels: { a: 'good' },
        keyed: { a: 'b' },
        'odd-name': 'y',
        fails: [1],
        quantity: '2Gi',
        when: '2024-01-01T00:00:00Z',
        either: '5%',
      },
      'two fields do not fit': { min: 2, max: 1 },
      'a rule without a message': { plain: 'b' },
      'a rule with a message': { said: 'no' },
      'a rule with a computed message': { computed: 10 },
      'a computed message before the message': { fallback: 15 },
      'a computed message of two lines': { fallback: 25 },
      'a rule with a reason': { wanted: {} },
      'a rule with a reason and a path': { wanted: { b: '1' } },
      'a rule with the reason of duplicates': { twice: ['a', 'a'] },
      'a rule of an item': { items: [{ port: 1 }, { port: 0 }] },
      'a rule of an item that lacks the field': { items: [{ name: 'a' }] },
      'a rule of a value in a map': { labels: { a: 'good', b: 'bad' } },
      'a rule over the keys of a map': { keyed: { A: '1' } },
      'a rule of a field with an odd name': { 'odd-name': 'x' },
      'a rule that fails': { fails: [] },
      'a quantity that is too small': { quantity: '1Gi' },
      'a quantity that is none': { quantity: 'much' },
      'a time too early': { when: '2019-01-01T00:00:00Z' },
      'a number or text, as text': { either: 'many' },
      'a number or text, as number': { either: -1 },
      'a rule that is not reached': { min: 2, max: 1, plain: 7 },
      'two rules': { said: 'no', computed: 10 },
    }),
  ],
};

const transitions = customKind('transitions');
/** Rules that compare with what was. */
const transitionRules: WireScenario = {
  name: 'transition rules',
  steps: [
    ...transitions.define({
      v1: {
        schema: specSchema(
          {
            fixed: withRules(
              TEXT,
              rule('self == oldSelf', { message: 'it stays' }),
            ),
            growing: withRules(
              NUMBER,
              rule('self >= oldSelf', {
                messageExpression:
                  "oldSelf > 2 ? 'not below 3' : 'not below 2'",
              }),
            ),
            once: withRules(
              TEXT,
              rule('!oldSelf.hasValue() || oldSelf.value() == self', {
                optionalOldSelf: true,
                message: 'set once',
              }),
            ),
            created: withRules(
              TEXT,
              rule("oldSelf.hasValue() || self != 'late'", {
                optionalOldSelf: true,
                message: 'late only later',
              }),
            ),
            keyed: {
              type: 'array',
              maxItems: 5,
              'x-kubernetes-list-type': 'map',
              'x-kubernetes-list-map-keys': ['name'],
              items: {
                type: 'object',
                required: ['name'],
                properties: {
                  name: TEXT,
                  size: withRules(
                    NUMBER,
                    rule('self >= oldSelf', { message: 'it only grows' }),
                  ),
                },
              },
            },
            map: {
              type: 'object',
              maxProperties: 5,
              additionalProperties: withRules(
                NUMBER,
                rule('self >= oldSelf', { message: 'it only grows' }),
              ),
            },
          },
          {
            'x-kubernetes-validations': [
              rule('!has(oldSelf.fixed) || has(self.fixed)', {
                message: 'fixed is not taken away',
                reason: 'FieldValueForbidden',
                fieldPath: '.fixed',
              }),
            ],
          },
        ),
      },
    }),
    transitions.create('early', { spec: { created: 'late' } }),
    transitions.create('one', {
      spec: {
        fixed: 'a',
        growing: 2,
        keyed: [
          { name: 'x', size: 2 },
          { name: 'y', size: 2 },
        ],
        map: { x: 2 },
      },
    }),
    ...Object.entries<object>({
      'what does not change': { fixed: 'a' },
      'what stays': { fixed: 'b' },
      'what is taken away': { fixed: null },
      'what grows': { growing: 3 },
      'what may not shrink': { growing: 1 },
      'what is set once, the first time': { once: 'a' },
      'what is set once, again': { once: 'b' },
      'what may be late': { created: 'late' },
      'an item under its key': {
        keyed: [
          { name: 'y', size: 3 },
          { name: 'x', size: 2 },
        ],
      },
      'an item that shrinks under its key': {
        keyed: [
          { name: 'x', size: 2 },
          { name: 'y', size: 1 },
        ],
      },
      'an item with a new key': { keyed: [{ name: 'z', size: 1 }] },
      'a value in a map': { map: { x: 1 } },
      'a value in a map that is new': { map: { y: 1 } },
    }).map(([does, spec]) =>
      transitions.merge('one', { spec }, { does, shows: ['spec'] }),
    ),
    {
      does: 'replaces all with something else',
      method: 'PUT',
      path: `${transitions.things()}/one`,
      body: {
        ...transitions.thing('one', { spec: { fixed: 'c', growing: 0 } }),
      },
    },
    transitions.apply(
      'one',
      'ada',
      { spec: { growing: 1 } },
      { does: 'an apply that shrinks' },
    ),
  ],
};

/** `x-kubernetes-validations`, and what changes. */
export const RULES = [rulesOfValues, transitionRules, ratcheting];
