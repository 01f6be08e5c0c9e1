import { Check } from '@mini-atlas/backstage-plugin-kro-common';
import { inWords } from './inFormWords';

const form = {
  schema: {
    properties: {
      team: {
        title: 'Team',
        errorMessage: { pattern: 'must hold only a-z' },
      },
      quota: {
        title: 'Quota',
        properties: { cpu: { title: 'CPU' } },
      },
      env: {
        title: 'Environment variables',
        items: { properties: { name: { title: 'Name' } } },
      },
      disk: { title: 'Storage' },
    },
  },
  options: {},
};

const check = (field: string, message: string): Check => ({
  id: 'schema',
  title: 'Fields',
  outcome: 'refused',
  message,
  field,
});

describe('inWords', () => {
  it.each([
    [
      'spec.team',
      'spec.team is "A": it should match \'^[a-z]+$\'',
      'Team is "A": it must hold only a-z',
    ],
    [
      'spec.quota.cpu',
      'spec.quota.cpu is "x": it is wrong',
      'Quota › CPU is "x": it is wrong',
    ],
    [
      'spec.env[1].name',
      'spec.env[1].name is "1": it is wrong',
      'Environment variables › Name is "1": it is wrong',
    ],
    [
      'namespace',
      'namespace is "x": there is none',
      'Workspace is "x": there is none',
    ],
    [
      'spec.healthPath',
      'spec.healthPath is "..": it is wrong',
      'Health path is "..": it is wrong',
    ],
    ['spec.team', 'team-a is full', 'team-a is full'],
    [
      'name',
      'Nothing would come of it: `spec.quota.cpu` is 0 and `spec.other` is 1',
      'Nothing would come of it: Quota › CPU is 0 and `spec.other` is 1',
    ],
  ])('calls %s by its title', (field, message, worded) => {
    expect(inWords(check(field, message), form).message).toBe(worded);
  });

  it('follows the mapping of the template', () => {
    const mapped = {
      ...form,
      options: { spec: { 'database.storage': 'disk' } },
    };
    expect(
      inWords(
        check('spec.database.storage', 'spec.database.storage is "1": no'),
        mapped,
      ),
    ).toMatchObject({ title: 'Storage', message: 'Storage is "1": no' });
  });
});
