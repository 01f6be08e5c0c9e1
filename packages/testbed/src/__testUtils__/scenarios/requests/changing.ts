import {
  JSON_PATCH,
  made,
  map,
  MAPS,
  MERGE,
  patch,
  RequestCase,
  STRATEGIC,
} from './request';

/** Replacements and patches. */
export const CHANGING: RequestCase[] = [
  {
    does: 'replaces an old version',
    before: [made('old')],
    method: 'PUT',
    path: `${MAPS}/old`,
    body: map('old', { metadata: { name: 'old', resourceVersion: '1' } }),
  },
  {
    does: 'replaces under another name',
    before: [made('named')],
    method: 'PUT',
    path: `${MAPS}/named`,
    body: map('unnamed'),
  },
  {
    does: 'replaces what is not there',
    method: 'PUT',
    path: `${MAPS}/none`,
    body: map('none'),
  },
  {
    does: 'changes an immutable object',
    before: [
      {
        method: 'POST',
        path: MAPS,
        body: map('fixed', { immutable: true, data: { a: '1' } }),
      },
    ],
    method: 'PATCH',
    path: `${MAPS}/fixed`,
    type: MERGE,
    body: { data: { a: '2' }, immutable: false },
  },
  {
    does: 'patches the name away',
    before: [made('renamed')],
    method: 'PATCH',
    path: `${MAPS}/renamed`,
    type: MERGE,
    body: { metadata: { name: 'other' } },
  },
  {
    does: 'patches the uid',
    before: [made('identified')],
    method: 'PATCH',
    path: `${MAPS}/identified`,
    type: MERGE,
    body: { metadata: { uid: 'other' } },
  },
  {
    does: 'patches an old version',
    before: [made('stale')],
    method: 'PATCH',
    path: `${MAPS}/stale`,
    type: MERGE,
    body: { metadata: { resourceVersion: '1' }, data: { a: '2' } },
  },
  {
    does: 'patches with an unknown type',
    before: [made('strange')],
    method: 'PATCH',
    path: `${MAPS}/strange`,
    type: 'application/strange',
    body: {},
  },
  {
    does: 'patches with an operation that does not exist',
    before: [made('operated')],
    method: 'PATCH',
    path: `${MAPS}/operated`,
    type: JSON_PATCH,
    body: [{ op: 'explode', path: '/data' }],
  },
  {
    does: 'patches with something that is no list',
    before: [made('listed')],
    method: 'PATCH',
    path: `${MAPS}/listed`,
    type: JSON_PATCH,
    body: { op: 'add' },
  },
  {
    does: 'patches where nothing is',
    before: [made('empty')],
    method: 'PATCH',
    path: `${MAPS}/empty`,
    type: JSON_PATCH,
    body: [{ op: 'replace', path: '/data/none', value: 'x' }],
  },
  {
    does: 'patches with a test that fails',
    before: [made('tested')],
    method: 'PATCH',
    path: `${MAPS}/tested`,
    type: JSON_PATCH,
    body: [{ op: 'test', path: '/data/a', value: '2' }],
  },
  {
    does: 'replaces another object than it thinks',
    before: [made('meant')],
    method: 'PUT',
    path: `${MAPS}/meant`,
    body: map('meant', { metadata: { name: 'meant', uid: 'other' } }),
  },
  {
    does: 'replaces with a bad label',
    before: [made('relabelled')],
    method: 'PUT',
    path: `${MAPS}/relabelled`,
    body: map('relabelled', {
      metadata: { name: 'relabelled', labels: { 'a b': 'c' } },
    }),
  },
  {
    does: 'merges a field of the wrong type',
    before: [made('mistyped')],
    ...patch(`${MAPS}/mistyped`, MERGE, { data: { a: 1 } }),
  },
  {
    does: 'merges something that is no object',
    before: [made('unmerged')],
    ...patch(`${MAPS}/unmerged`, MERGE, []),
  },
  {
    does: 'merges broken JSON',
    before: [made('broken')],
    ...patch(`${MAPS}/broken`, MERGE, '{"data":}'),
  },
  {
    does: 'merges an unknown field',
    before: [made('unknown')],
    ...patch(`${MAPS}/unknown?fieldValidation=Strict`, MERGE, {
      daat: { a: '1' },
    }),
  },
  {
    does: 'merges a field twice',
    before: [made('repeated')],
    ...patch(
      `${MAPS}/repeated?fieldValidation=Strict`,
      MERGE,
      '{"data":{"a":"1","a":"2"}}',
    ),
  },
  {
    does: 'merges strategically a field of the wrong type',
    before: [made('strategic')],
    ...patch(`${MAPS}/strategic`, STRATEGIC, { data: { a: 1 } }),
  },
  {
    does: 'merges strategically an unknown field',
    before: [made('tactical')],
    ...patch(`${MAPS}/tactical?fieldValidation=Strict`, STRATEGIC, {
      daat: { a: '1' },
    }),
  },
  {
    does: 'merges strategically something that is no object',
    before: [made('tactless')],
    ...patch(`${MAPS}/tactless`, STRATEGIC, ['a']),
  },
  {
    does: 'merges strategically with an unknown directive',
    before: [made('directed')],
    ...patch(`${MAPS}/directed`, STRATEGIC, { data: { $patch: 'explode' } }),
  },
  {
    does: 'patches a field of the wrong type',
    before: [made('wrong')],
    ...patch(`${MAPS}/wrong`, JSON_PATCH, [
      { op: 'replace', path: '/data', value: 'x' },
    ]),
  },
  {
    does: 'patches a list away that is none',
    before: [made('listless')],
    ...patch(`${MAPS}/listless`, JSON_PATCH, [
      { op: 'remove', path: '/data/none' },
    ]),
  },
  {
    does: 'patches with an operation of the wrong type',
    before: [made('untyped')],
    ...patch(`${MAPS}/untyped`, JSON_PATCH, ['add']),
  },
  {
    does: 'patches with an unknown field in an operation',
    before: [made('fielded')],
    ...patch(`${MAPS}/fielded?fieldValidation=Strict`, JSON_PATCH, [
      { op: 'add', path: '/data/b', value: 'x', values: 'y' },
    ]),
  },
  {
    does: 'patches what is not there',
    ...patch(`${MAPS}/none`, MERGE, { data: { a: '1' } }),
  },
  {
    does: 'patches the namespace away',
    before: [made('moved')],
    ...patch(`${MAPS}/moved`, MERGE, { metadata: { namespace: 'other' } }),
  },
  {
    does: 'patches the kind away',
    before: [made('kinded')],
    ...patch(`${MAPS}/kinded`, MERGE, { kind: 'Secret' }),
  },
];
