import { entityNameOf, entityRefOf } from './entityName';

describe('entityNameOf', () => {
  it('keeps the name of a cluster-scoped instance', () => {
    expect(entityNameOf({ kind: 'Workspace', name: 'team-a' })).toBe('team-a');
  });

  it('puts the kind before the name of a namespaced instance', () => {
    expect(
      entityNameOf({
        kind: 'WebApplication',
        name: 'shop',
        namespace: 'team-a',
      }),
    ).toBe('webapplication-shop');
  });

  it('shortens long names to 63 characters and keeps them apart', () => {
    const long = { kind: 'WebApplication', namespace: 'team-a' };
    const first = entityNameOf({ ...long, name: `${'a'.repeat(60)}1` });
    const second = entityNameOf({ ...long, name: `${'a'.repeat(60)}2` });
    expect(first).toHaveLength(63);
    expect(first).not.toBe(second);
  });
});

describe('entityRefOf', () => {
  it('uses the namespace, or default when cluster-scoped', () => {
    expect(
      entityRefOf(
        { catalogKind: 'Component', kind: 'WebApplication' },
        { name: 'shop', namespace: 'team-a' },
      ),
    ).toBe('component:team-a/webapplication-shop');
    expect(
      entityRefOf(
        { catalogKind: 'System', kind: 'Workspace' },
        { name: 'team-a' },
      ),
    ).toBe('system:default/team-a');
  });
});
