import { CORE, DEPLOYMENTS, made, MAPS, RequestCase } from './request';

/** What is not there, and what cannot be asked so. */
export const READING: RequestCase[] = [
  { does: 'reads what is not there', method: 'GET', path: `${MAPS}/none` },
  {
    does: 'reads a resource that does not exist',
    method: 'GET',
    path: `${CORE}/nothings`,
  },
  {
    does: 'reads a group that does not exist',
    method: 'GET',
    path: '/apis/none.example.dev/v1/things',
  },
  {
    does: 'reads a version that does not exist',
    method: 'GET',
    path: '/apis/apps/v9/deployments',
  },
  {
    does: 'uses a method that there is not',
    method: 'POST',
    path: `${MAPS}/none`,
    body: {},
  },
  {
    does: 'scales what is not there',
    method: 'GET',
    path: `${DEPLOYMENTS}/none/scale`,
  },
  {
    does: 'reads a subresource that there is not',
    before: [made('plain')],
    method: 'GET',
    path: `${MAPS}/plain/status`,
  },
];
