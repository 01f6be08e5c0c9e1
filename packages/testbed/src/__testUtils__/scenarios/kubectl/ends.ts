import { Scenario } from '../../kubectl/transcript';
import { configMap, deployment } from './objects';

/** Deletion with finalizers and in all cascade modes, and waiting. */
export const ends: Scenario = {
  name: 'deletion and waiting',
  steps: [
    { args: 'create namespace ends' },
    {
      args: 'create -f -',
      input: configMap(
        'ends',
        'held',
        {},
        { finalizers: ['example.dev/hold'] },
      ),
    },
    { args: 'delete cm held -n ends --wait=false' },
    { args: 'delete cm held -n ends --timeout=1s' },
    { args: 'get cm held -n ends -o jsonpath={.metadata.finalizers}' },
    {
      args: 'patch cm held -n ends --type=merge -p {"metadata":{"finalizers":["example.dev/hold","example.dev/more"]}}',
    },
    {
      args: 'patch cm held -n ends --type=merge -p {"metadata":{"finalizers":null}}',
    },
    { args: 'wait cm/held -n ends --for=delete --timeout=10s' },
    { args: 'get cm held -n ends' },

    { args: 'create -f -', input: deployment('ends') },
    {
      args: 'wait deploy/web -n ends --for=condition=Available --timeout=60s',
    },
    {
      args: 'wait deploy/web -n ends --for=jsonpath={.status.readyReplicas}=2 --timeout=60s',
    },
    {
      args: 'wait deploy/web -n ends --for=jsonpath={.status.readyReplicas}=9 --timeout=1s',
    },
    { args: 'wait deploy/none -n ends --for=condition=Available' },
    { args: 'delete deploy web -n ends --cascade=orphan' },
    {
      args: 'get rs -n ends -l app=web -o jsonpath={.items[*].metadata.ownerReferences}',
    },
    { args: 'delete rs -n ends -l app=web --cascade=foreground' },
    { args: 'get pods -n ends' },

    { args: 'create -f -', input: deployment('ends') },
    {
      args: 'wait deploy/web -n ends --for=condition=Available --timeout=60s',
    },
    { args: 'delete deploy web -n ends --cascade=background' },
    {
      args: 'wait pod -n ends -l app=web --for=delete --timeout=30s',
      silent: true,
    },
    { args: 'create configmap one -n ends' },
    { args: 'delete cm one none -n ends' },
    { args: 'delete namespace ends --timeout=60s' },
    { args: 'get namespace ends' },
    { args: 'delete namespace default' },
  ],
};
