import { orderFromForm } from './orderFromForm';

describe('orderFromForm', () => {
  it('takes every field but those that are no spec', () => {
    expect(
      orderFromForm(
        {
          name: 'web',
          namespace: 'shop',
          owner: 'group:default/storefront',
          preview: 'live',
          image: 'web',
          database: { storage: '1Gi' },
        },
        { abstraction: 'webapplication' },
      ),
    ).toEqual({
      abstraction: 'webapplication',
      name: 'web',
      namespace: 'shop',
      owner: 'group:default/storefront',
      spec: { image: 'web', database: { storage: '1Gi' } },
    });
  });

  it('leaves out what was emptied, so that defaults apply', () => {
    expect(
      orderFromForm(
        {
          image: undefined,
          host: '',
          env: [{ name: 'A', value: undefined }],
          secrets: [undefined, 'orders-app'],
          namespace: '',
        },
        { abstraction: 'webapplication' },
      ),
    ).toEqual({
      abstraction: 'webapplication',
      name: '',
      spec: { host: '', env: [{ name: 'A' }], secrets: ['orders-app'] },
    });
  });

  it('follows the mapping of the template', () => {
    expect(
      orderFromForm(
        { name: 'db', disk: '2Gi', more: { copies: 2 }, note: 'x' },
        {
          abstraction: 'infrastructure',
          spec: {
            'database.storage': 'disk',
            'database.instances': 'more.copies',
            'cache.enabled': 'cache',
          },
        },
      ).spec,
    ).toEqual({ database: { storage: '2Gi', instances: 2 } });
  });
});
