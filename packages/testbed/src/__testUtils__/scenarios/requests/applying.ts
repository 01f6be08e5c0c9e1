import {
  APPLY,
  DEPLOYMENTS,
  made,
  map,
  MAPS,
  patch,
  POLICIES,
  RequestCase,
} from './request';

/** Server-side apply. */
export const APPLYING: RequestCase[] = [
  {
    does: 'applies without a field manager',
    method: 'PATCH',
    path: `${MAPS}/applied`,
    type: APPLY,
    body: map('applied'),
  },
  {
    does: 'applies another name than the address says',
    method: 'PATCH',
    path: `${MAPS}/applied?fieldManager=a`,
    type: APPLY,
    body: map('other'),
  },
  {
    does: 'applies what another manager owns',
    before: [
      {
        method: 'PATCH',
        path: `${MAPS}/owned?fieldManager=a`,
        type: APPLY,
        body: map('owned', { data: { x: '1', y: '1' } }),
      },
    ],
    method: 'PATCH',
    path: `${MAPS}/owned?fieldManager=b`,
    type: APPLY,
    body: map('owned', { data: { x: '2', y: '2' } }),
  },
  {
    does: 'applies something that is not YAML',
    method: 'PATCH',
    path: `${MAPS}/applied?fieldManager=a`,
    type: APPLY,
    body: 'a: [',
  },
  {
    does: 'applies an unknown field',
    ...patch(`${MAPS}/typo?fieldManager=a`, APPLY, map('typo', { daat: {} })),
  },
  {
    does: 'applies an unknown field in an item of a list that is one value',
    ...patch(`${POLICIES}/typo?fieldManager=a`, APPLY, {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: { name: 'typo' },
      spec: { podSelector: {}, egress: [{ tos: [] }] },
    }),
  },
  {
    does: 'applies metadata that is a text',
    ...patch(`${MAPS}/typed?fieldManager=a`, APPLY, {
      ...map('typed'),
      metadata: 'typed',
    }),
  },
  {
    does: 'applies a field of the wrong type',
    ...patch(
      `${MAPS}/typed?fieldManager=a`,
      APPLY,
      map('typed', { data: { a: 1 } }),
    ),
  },
  {
    does: 'applies a list that is no object',
    ...patch(`${MAPS}/listed?fieldManager=a`, APPLY, '- a\n- b\n'),
  },
  {
    does: 'applies without a kind',
    ...patch(`${MAPS}/kindless?fieldManager=a`, APPLY, {
      metadata: { name: 'kindless' },
    }),
  },
  {
    does: 'applies another kind',
    ...patch(`${MAPS}/secret?fieldManager=a`, APPLY, {
      ...map('secret'),
      kind: 'Secret',
    }),
  },
  {
    does: 'applies a version that does not exist',
    ...patch(`${MAPS}/versioned?fieldManager=a`, APPLY, {
      ...map('versioned'),
      apiVersion: 'v9',
    }),
  },
  {
    does: 'applies managed fields',
    ...patch(
      `${MAPS}/managed?fieldManager=a`,
      APPLY,
      map('managed', {
        metadata: { name: 'managed', managedFields: [{ manager: 'a' }] },
      }),
    ),
  },
  {
    does: 'applies a field twice',
    ...patch(
      `${MAPS}/double?fieldManager=a&fieldValidation=Strict`,
      APPLY,
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: double\ndata:\n  a: "1"\n  a: "2"\n',
    ),
  },
  {
    does: 'applies two containers of one name',
    ...patch(`${DEPLOYMENTS}/twins?fieldManager=a`, APPLY, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'twins' },
      spec: {
        selector: { matchLabels: { app: 'a' } },
        template: {
          metadata: { labels: { app: 'a' } },
          spec: {
            containers: [
              { name: 'a', image: 'x' },
              { name: 'a', image: 'y' },
            ],
          },
        },
      },
    }),
  },
  {
    does: 'applies an old version',
    before: [made('ancient')],
    ...patch(
      `${MAPS}/ancient?fieldManager=a`,
      APPLY,
      map('ancient', {
        metadata: { name: 'ancient', resourceVersion: '1' },
      }),
    ),
  },
  {
    does: 'applies with a field manager that cannot be',
    ...patch(
      `${MAPS}/long?fieldManager=${'x'.repeat(129)}`,
      APPLY,
      map('long'),
    ),
  },
];
