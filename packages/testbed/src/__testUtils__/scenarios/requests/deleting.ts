import { made, MAPS, RequestCase } from './request';

/** Deletions. */
export const DELETING: RequestCase[] = [
  {
    does: 'deletes what is not there',
    method: 'DELETE',
    path: `${MAPS}/none`,
  },
  {
    does: 'deletes another object than it thinks',
    before: [made('precious')],
    method: 'DELETE',
    path: `${MAPS}/precious`,
    body: {
      apiVersion: 'v1',
      kind: 'DeleteOptions',
      preconditions: { uid: 'other' },
    },
  },
  {
    does: 'deletes with a strange propagation',
    before: [made('spread')],
    method: 'DELETE',
    path: `${MAPS}/spread?propagationPolicy=Strange`,
  },
  {
    does: 'deletes',
    before: [made('gone')],
    method: 'DELETE',
    path: `${MAPS}/gone`,
  },
  {
    does: 'deletes a namespace that must stay',
    method: 'DELETE',
    path: '/api/v1/namespaces/kube-system',
  },
];
