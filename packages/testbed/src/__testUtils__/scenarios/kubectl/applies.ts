import { Scenario } from '../../kubectl/transcript';
import { configMap, deployment, list } from './objects';

const APPLYSET = { KUBECTL_APPLYSET: 'true' };
const WITHOUT_SELECTOR = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'bad', namespace: 'applies' },
  spec: {
    template: { spec: { containers: [{ name: 'app' }] } },
  },
};

/** Client-side and server-side apply with conflicts, dry runs, diffs, pruning. */
export const applies: Scenario = {
  name: 'apply',
  steps: [
    { args: 'create namespace applies' },
    { args: 'apply -f -', input: deployment('applies', 0) },
    { args: 'apply -f -', input: deployment('applies', 0) },
    { args: 'diff -f -', input: deployment('applies', 0) },
    { args: 'diff -f -', input: deployment('applies', 1) },
    { args: 'apply --dry-run=client -f -', input: deployment('applies', 1) },
    { args: 'apply --dry-run=server -f -', input: deployment('applies', 1) },
    { args: 'apply -f -', input: deployment('applies', 1) },
    {
      args: 'apply --server-side -f -',
      input: deployment('applies', 0),
    },
    {
      args: 'apply --server-side --force-conflicts -f -',
      input: deployment('applies', 0),
    },
    {
      args: 'apply --server-side --field-manager=other -f -',
      input: deployment('applies', 2),
    },
    {
      args: 'apply --server-side --field-manager=other -f -',
      input: deployment('applies', 0),
    },
    {
      args: 'get deploy web -n applies -o jsonpath={.metadata.managedFields[?(@.operation=="Apply")].manager}',
    },
    { args: 'apply view-last-applied deploy/web -n applies -o json' },
    {
      args: 'apply -f -',
      input: { ...configMap('applies', 'typo', {}), daat: {} },
    },
    {
      args: 'apply --validate=warn -f -',
      input: { ...configMap('applies', 'warned', {}), daat: {} },
    },
    { args: 'apply -f -', input: WITHOUT_SELECTOR },
    { args: 'apply --server-side -f -', input: WITHOUT_SELECTOR },
    { args: 'apply -f -', input: configMap('nowhere', 'one', {}) },
    { args: 'apply -f -', input: configMap('applies', 'Not_Valid', {}) },
    { args: 'apply -f -', input: { apiVersion: 'v2', kind: 'Nothing' } },
    { args: 'apply -f -', input: 'a: [' },
    {
      args: 'apply -n applies --prune --applyset=kept -f -',
      input: list(
        configMap('applies', 'one', { a: '1' }),
        configMap('applies', 'two', { a: '2' }),
      ),
      env: APPLYSET,
    },
    {
      args: 'apply -n applies --prune --applyset=kept -f -',
      input: list(configMap('applies', 'one', { a: '1' })),
      env: APPLYSET,
    },
    { args: 'get configmaps one two -n applies -o name' },
  ],
};
