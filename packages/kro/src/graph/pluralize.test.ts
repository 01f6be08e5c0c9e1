import { pluralize } from './pluralize';

describe('pluralize', () => {
  it.each([
    ['Demo', 'demoes'],
    ['Workspace', 'workspaces'],
    ['WebApplication', 'webapplications'],
    ['Infrastructure', 'infrastructures'],
    ['Topic', 'topics'],
    ['NetworkPolicy', 'networkpolicies'],
    ['Gateway', 'gateways'],
    ['Ingress', 'ingresses'],
    ['Postgres', 'postgres'],
    ['Redis', 'redis'],
    ['Database', 'databases'],
    ['Box', 'boxes'],
    ['Person', 'people'],
    ['Status', 'statuses'],
    ['Stack', 'stacks'],
    ['Index', 'indices'],
    ['Settings', 'settings'],
  ])('%s -> %s', (kind, plural) => {
    expect(pluralize(kind)).toBe(plural);
  });
});
