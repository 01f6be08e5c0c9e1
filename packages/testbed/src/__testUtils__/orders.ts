// Tests read fields of many shapes; a wrong one fails the test.
type Body = ReturnType<typeof JSON.parse>;

/** The text of a manifest of one of the platform's abstractions. */
export const manifest = (kind: string, metadata: object, spec: object) =>
  JSON.stringify({
    apiVersion: 'mini-atlas.dev/v1alpha1',
    kind,
    metadata,
    spec,
  });

/** A workspace with one of each abstraction in it, by the files of the delivery repository. */
export const ORDERS = {
  'delivery/workspaces/shop.yaml': manifest(
    'Workspace',
    { name: 'shop' },
    { team: 'shop' },
  ),
  'delivery/tenants/shop/webapplication-web.yaml': manifest(
    'WebApplication',
    { name: 'web', namespace: 'shop' },
    {
      image: 'nginx',
      tag: '1.27',
      host: 'shop.example.com',
      uses: { infrastructure: ['db'], topics: ['orders'] },
    },
  ),
  'delivery/tenants/shop/infrastructure-db.yaml': manifest(
    'Infrastructure',
    { name: 'db', namespace: 'shop' },
    { database: { backup: { enabled: true } } },
  ),
  'delivery/tenants/shop/topic-orders.yaml': manifest(
    'Topic',
    { name: 'orders', namespace: 'shop' },
    {},
  ),
};

/** Whether an object says that it is ready. */
export function isReady(body: Body): boolean {
  return (
    body.status?.conditions?.some(
      ({ type, status }: Body) => type === 'Ready' && status === 'True',
    ) ?? false
  );
}
