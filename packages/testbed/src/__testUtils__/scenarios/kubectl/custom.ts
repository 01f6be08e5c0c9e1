import { Scenario } from '../../kubectl/transcript';

const GADGETS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'gadgets.demo.example.dev' },
  spec: {
    group: 'demo.example.dev',
    scope: 'Namespaced',
    names: {
      plural: 'gadgets',
      singular: 'gadget',
      kind: 'Gadget',
      shortNames: ['gd'],
      categories: ['all'],
    },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: {
          status: {},
          scale: {
            specReplicasPath: '.spec.replicas',
            statusReplicasPath: '.status.replicas',
          },
        },
        additionalPrinterColumns: [
          { name: 'Size', type: 'string', jsonPath: '.spec.size' },
          {
            name: 'Replicas',
            type: 'integer',
            jsonPath: '.spec.replicas',
            priority: 1,
          },
          {
            name: 'Ready',
            type: 'string',
            jsonPath: '.status.conditions[?(@.type=="Ready")].status',
          },
          {
            name: 'Age',
            type: 'date',
            jsonPath: '.metadata.creationTimestamp',
          },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                description: 'What a gadget shall be.',
                required: ['size'],
                properties: {
                  size: {
                    type: 'string',
                    description: 'How big it is.',
                    enum: ['small', 'large'],
                  },
                  replicas: {
                    type: 'integer',
                    default: 1,
                    minimum: 0,
                    maximum: 5,
                  },
                  host: { type: 'string', pattern: '^[a-z.]+$', maxLength: 20 },
                  owner: {
                    type: 'string',
                    'x-kubernetes-validations': [
                      {
                        rule: 'self == oldSelf',
                        message: 'the owner stays',
                      },
                    ],
                  },
                  ports: {
                    type: 'array',
                    maxItems: 2,
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: {
                        name: { type: 'string' },
                        port: { type: 'integer' },
                      },
                    },
                  },
                },
                'x-kubernetes-validations': [
                  {
                    rule: "self.size != 'small' || self.replicas <= 3",
                    message: 'a small one has three copies at most',
                    fieldPath: '.replicas',
                    reason: 'FieldValueForbidden',
                  },
                ],
              },
              status: {
                type: 'object',
                'x-kubernetes-preserve-unknown-fields': true,
              },
            },
          },
        },
      },
    ],
  },
};

const gadget = (spec: object, name = 'one') => ({
  apiVersion: 'demo.example.dev/v1',
  kind: 'Gadget',
  metadata: { name, namespace: 'custom' },
  spec,
});

/** A custom resource: definition, validation, defaults, columns, subresources, merge, end. */
export const custom: Scenario = {
  name: 'custom resources',
  steps: [
    { args: 'create namespace custom' },
    { args: 'apply -f -', input: GADGETS },
    {
      args: 'wait crd/gadgets.demo.example.dev --for=condition=Established --timeout=10s',
    },
    { args: 'get crd gadgets.demo.example.dev -o jsonpath={.status}' },
    { args: 'api-resources --api-group=demo.example.dev -o wide' },
    { args: 'apply -f -', input: gadget({ size: 'small', owner: 'ada' }) },
    { args: 'get gadgets -n custom' },
    { args: 'get gd one -n custom -o wide' },
    { args: 'get gadget.v1.demo.example.dev one -n custom -o yaml' },
    { args: 'apply -f -', input: gadget({ size: 'huge' }, 'two') },
    { args: 'apply -f -', input: gadget({}, 'two') },
    {
      args: 'apply -f -',
      input: gadget({ size: 1, replicas: 'two' }, 'two'),
    },
    {
      args: 'apply -f -',
      input: gadget({ size: 'small', host: 'Not Valid' }, 'two'),
    },
    {
      args: 'apply -f -',
      input: gadget({ size: 'small', replicas: 4 }, 'two'),
    },
    {
      args: 'apply -f -',
      input: gadget({ size: 'small', replicas: 9 }, 'two'),
    },
    {
      args: 'apply -f -',
      input: gadget({ size: 'small', colour: 'red' }, 'two'),
    },
    {
      args: 'apply --validate=ignore -f -',
      input: gadget({ size: 'large', colour: 'red' }, 'two'),
    },
    { args: 'get gadget two -n custom -o jsonpath={.spec}' },
    { args: 'apply -f -', input: gadget({ size: 'small', owner: 'bob' }) },
    {
      args: 'patch gadget one -n custom --type=merge -p {"spec":{"owner":"bob"}}',
    },
    {
      args: 'patch gadget one -n custom --type=strategic -p {"spec":{"replicas":2}}',
    },
    { args: 'scale gadget one -n custom --replicas=3' },
    { args: 'scale gadget one -n custom --replicas=4' },
    {
      args: 'patch gadget one -n custom --subresource=status --type=merge -p {"status":{"replicas":3,"conditions":[{"type":"Ready","status":"True"}]},"spec":{"replicas":1}}',
    },
    { args: 'get gadgets -n custom -o wide' },
    {
      args: 'apply --server-side --field-manager=a -f -',
      input: gadget(
        { size: 'large', ports: [{ name: 'http', port: 80 }] },
        'merged',
      ),
    },
    {
      args: 'apply --server-side --field-manager=b -f -',
      input: gadget(
        { size: 'large', ports: [{ name: 'admin', port: 81 }] },
        'merged',
      ),
    },
    {
      args: 'apply --server-side --field-manager=b -f -',
      input: gadget({ ports: [{ name: 'http', port: 81 }] }, 'merged'),
    },
    { args: 'get gadget merged -n custom -o jsonpath={.spec.ports}' },
    {
      args: 'apply -f -',
      input: gadget(
        {
          size: 'large',
          ports: [
            { name: 'a', port: 1 },
            { name: 'a', port: 2 },
          ],
        },
        'two',
      ),
    },
    { args: 'explain gadget.spec' },
    { args: 'explain gadget.spec.size' },
    { args: 'get all -n custom -o name' },
    {
      args: 'patch crd gadgets.demo.example.dev --type=merge -p {"spec":{"scope":"Cluster"}}',
    },
    {
      args: 'apply -f -',
      input: {
        ...GADGETS,
        metadata: { name: 'wrong.demo.example.dev' },
      },
    },
    { args: 'delete crd gadgets.demo.example.dev --timeout=30s' },
    { args: 'get crd gadgets.demo.example.dev' },
  ],
};
