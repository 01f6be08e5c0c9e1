import { instances, manyInstances } from '../../dev/fixtures';
import { FleetQuery, readFleetQuery, writeFleetQuery } from './fleetQuery';
import { selectInstances } from './selectInstances';

function query(address: string): FleetQuery {
  return readFleetQuery(new URLSearchParams(address));
}

function names(address: string): string[] {
  return selectInstances(instances, query(address)).rows.map(
    ({ name }) => name,
  );
}

describe('the fleet query', () => {
  it('comes back from the address as it was written', () => {
    const address =
      'q=shop&state=failed&state=waiting&abstraction=topic&workspace=lab&sort=-age&page=3&size=50';
    expect(writeFleetQuery(query(address)).toString()).toBe(address);
  });

  it('leaves out what it does not know', () => {
    const read = query('state=broken&sort=colour&page=-1&size=7');
    expect(writeFleetQuery(read).toString()).toBe('');
  });
});

describe('selectInstances', () => {
  it('searches all words in names, owners and sentences', () => {
    expect(names('q=brokn')).toEqual(['shop']);
    expect(names('q=PAYMENTS+kafka')).toEqual(['orders']);
    expect(names('q=nothing-like-it')).toEqual([]);
  });

  it('filters by state, abstraction and workspace together', () => {
    expect(
      names('state=ready&abstraction=webapplication&workspace=payments'),
    ).toEqual(['checkout']);
  });

  it('counts each facet as if its own filter were off', () => {
    const { states, abstractions, workspaces } = selectInstances(
      instances,
      query('state=failed&workspace=payments'),
    );
    expect(states.get('ready')).toBe(2);
    expect(states.get('failed')).toBe(1);
    expect(abstractions).toEqual([
      { value: 'webapplication', label: 'Web application', count: 1 },
    ]);
    expect(workspaces).toEqual([
      { value: 'payments', label: 'payments', count: 1 },
    ]);
  });

  it('keeps a selected choice in the facet even when nothing fits it', () => {
    expect(
      selectInstances(instances, query('q=finder&workspace=lab')).workspaces,
    ).toContainEqual({ value: 'lab', label: 'lab', count: 0 });
  });

  it('sorts by each column, both ways', () => {
    expect(names('sort=state')[0]).toBe('shop');
    expect(names('sort=age')[0]).toBe('lab');
    expect(names('sort=-age')[0]).toBe('search');
    expect(names('sort=children')[0]).toBe('backoffice');
    expect(names('sort=-name')[0]).toBe('shop');
  });

  it('finds among 5,000 instances', () => {
    const items = manyInstances(5_000);
    const { rows } = selectInstances(items, query('q=registry&sort=changed'));
    expect(rows).toHaveLength(218);
  });
});
