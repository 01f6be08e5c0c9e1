import { fieldsSchemaOf } from './fieldsSchema';
import { NO_ORDER_FORM, OrderForm } from './orderForm';

const BOOST = {
  type: 'object',
  properties: {
    enabled: { type: 'boolean' },
    level: { type: 'integer', maximum: 9 },
  },
};
const DELIVERED = {
  specSchema: {
    type: 'object',
    properties: {
      boost: BOOST,
      parts: { type: 'array', items: { type: 'string' } },
    },
  },
  fields: [],
};
const ORDER_FORM: OrderForm = {
  options: {},
  schema: {
    properties: {
      boost: {
        title: 'Boost',
        properties: { enabled: { title: 'Go faster' } },
        dependencies: {
          enabled: {
            oneOf: [
              { properties: { enabled: { const: false } } },
              {
                properties: {
                  enabled: { const: true },
                  level: { title: 'How much' },
                },
              },
            ],
          },
        },
      },
      parts: {
        title: 'Parts',
        type: 'array',
        items: { type: 'string' },
        'ui:field': 'MiniAtlasInstances',
        'ui:options': { abstraction: 'part' },
      },
    },
  },
};

const specOf = (orderForm: OrderForm) => {
  const { schema, uiSchema } = fieldsSchemaOf(DELIVERED, orderForm);
  return {
    schema: Object(schema.properties).spec.properties,
    uiSchema: Object(uiSchema.spec),
  };
};

describe('the fields of an edit', () => {
  it('stand behind the switches of the form that orders it, with all that the abstraction says of them', () => {
    const { boost } = specOf(ORDER_FORM).schema;
    expect(Object.keys(boost.properties)).toEqual(['enabled']);
    expect(boost.dependencies.enabled.oneOf).toEqual([
      { properties: { enabled: { const: false } } },
      {
        properties: {
          enabled: { const: true },
          level: { title: 'How much', type: 'integer', maximum: 9 },
        },
      },
    ]);
  });

  it('are all there where nobody wrote a form', () => {
    const { boost } = specOf(NO_ORDER_FORM).schema;
    expect(Object.keys(boost.properties)).toEqual(['enabled', 'level']);
    expect(boost).not.toHaveProperty('dependencies');
  });

  it('are chosen as in the form that orders it', () => {
    expect(specOf(ORDER_FORM).uiSchema.parts).toMatchObject({
      'ui:field': 'MiniAtlasInstances',
      'ui:options': { abstraction: 'part' },
    });
  });
});
