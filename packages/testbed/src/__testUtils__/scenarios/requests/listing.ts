import { CORE, MAPS, RequestCase } from './request';

/** Lists that are asked for wrongly. */
export const LISTING: RequestCase[] = [
  {
    does: 'lists with a bad label selector',
    method: 'GET',
    path: `${MAPS}?labelSelector=a%3D%3Db%3D%3Dc`,
  },
  {
    does: 'lists with a bad field selector',
    method: 'GET',
    path: `${CORE}/pods?fieldSelector=spec.nothing%3D1`,
  },
  {
    does: 'lists with a bad limit',
    method: 'GET',
    path: `${MAPS}?limit=many`,
  },
  {
    does: 'lists with a bad continue token',
    method: 'GET',
    path: `${MAPS}?limit=1&continue=strange`,
  },
  {
    does: 'lists with a bad resource version',
    method: 'GET',
    path: `${MAPS}?resourceVersion=strange`,
  },
  {
    does: 'lists with a match without a version',
    method: 'GET',
    path: `${MAPS}?resourceVersionMatch=Exact`,
  },
];
