import { Scenario } from '../../kubectl/transcript';
import { configMap, deployment } from './objects';

const LIGHTS = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'lights.live.example.dev' },
  spec: {
    group: 'live.example.dev',
    scope: 'Namespaced',
    names: { plural: 'lights', kind: 'Light' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [
          { name: 'Colour', type: 'string', jsonPath: '.status.colour' },
        ],
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
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

const light = (name: string, metadata: object = {}) => ({
  apiVersion: 'live.example.dev/v1',
  kind: 'Light',
  metadata: { name, namespace: 'live', ...metadata },
});
const colour = (name: string, status: string) => ({
  args: `patch light ${name} -n live --subresource=status --type=merge -p {"status":${status}}`,
});

/** Calls that go on while something changes: watches, waits, rollouts. */
export const meanwhile: Scenario = {
  name: 'while something changes',
  steps: [
    { args: 'create namespace live' },
    { args: 'create -f -', input: configMap('live', 'one', {}) },
    {
      args: 'get configmaps one -n live -w --output-watch-events',
      meanwhile: {
        after: 'one',
        steps: [
          {
            args: 'patch cm one -n live --type=merge -p {"data":{"a":"1"}}',
          },
          { args: 'label cm one -n live a=b' },
          { args: 'delete cm one -n live' },
        ],
        lines: 5,
      },
    },
    {
      args: 'create -f -',
      input: configMap('live', 'two', {}, { labels: { w: '1' } }),
    },
    {
      args: 'get configmaps -n live -l w=1 -w -o name',
      meanwhile: {
        after: 'two',
        steps: [
          {
            args: 'create -f -',
            input: configMap('live', 'other', {}, { labels: { w: '2' } }),
          },
          { args: 'label cm two -n live w=2 --overwrite' },
          { args: 'label cm two -n live w=1 --overwrite' },
        ],
        lines: 3,
      },
    },
    { args: 'create -f -', input: LIGHTS },
    {
      args: 'wait crd/lights.live.example.dev --for=condition=Established --timeout=60s',
    },
    { args: 'create -f -', input: light('one') },
    {
      args: 'get lights -n live -w --output-watch-events',
      meanwhile: {
        after: 'one',
        steps: [
          colour('one', '{"colour":"red"}'),
          { args: 'create -f -', input: light('two') },
          colour('two', '{"colour":"blue"}'),
          { args: 'delete light two -n live' },
        ],
        lines: 6,
      },
    },
    {
      args: 'wait light/one -n live --for=condition=Ready --timeout=60s',
      meanwhile: {
        steps: [
          colour(
            'one',
            '{"conditions":[{"type":"Ready","status":"False"},{"type":"Other","status":"True"}]}',
          ),
          colour('one', '{"conditions":[{"type":"Ready","status":"True"}]}'),
        ],
      },
    },
    {
      args: 'wait light/one -n live --for=condition=Ready=False --timeout=60s',
      meanwhile: {
        steps: [
          colour('one', '{"conditions":[{"type":"Ready","status":"False"}]}'),
        ],
      },
    },
    {
      args: 'wait light/one -n live --for=jsonpath={.status.colour}=green --timeout=60s',
      meanwhile: { steps: [colour('one', '{"colour":"green"}')] },
    },
    {
      args: 'wait light/three -n live --for=create --timeout=60s',
      meanwhile: {
        steps: [{ args: 'create -f -', input: light('three') }],
      },
    },
    {
      args: 'wait light/one -n live --for=condition=Never --timeout=1s',
    },
    {
      args: 'create -f -',
      input: light('held', { finalizers: ['example.dev/hold'] }),
    },
    {
      args: 'delete light held -n live --timeout=60s',
      meanwhile: {
        after: 'deleted',
        steps: [
          {
            args: 'patch light held -n live --type=merge -p {"metadata":{"finalizers":null}}',
          },
        ],
      },
    },
    { args: 'create -f -', input: deployment('live', 1) },
    {
      args: 'rollout status deploy/web -n live --timeout=60s',
      last: true,
    },
    { args: 'rollout pause deploy/web -n live' },
    { args: 'set image deploy/web app=nginx:1.28 -n live' },
    {
      args: 'rollout status deploy/web -n live --timeout=60s',
      last: true,
      meanwhile: {
        after: 'Waiting for deployment',
        steps: [{ args: 'rollout resume deploy/web -n live' }],
      },
    },
    { args: 'rollout undo deploy/web -n live' },
    {
      args: 'rollout status deploy/web -n live --timeout=60s',
      last: true,
    },
    {
      args: 'get deploy web -n live -o jsonpath={.spec.template.spec.containers[*].image}',
    },
    {
      args: 'events -n live --for=deployment/web --types=Normal -o jsonpath={.items[*].reason}',
    },
    { args: 'delete crd lights.live.example.dev --timeout=60s' },
  ],
};
