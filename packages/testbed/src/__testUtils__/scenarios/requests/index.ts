import { APPLYING } from './applying';
import { CHANGING } from './changing';
import { CONFIGURATION } from './configuration';
import { CREATING } from './creating';
import { DEFINITIONS } from './definitions';
import { DELETING } from './deleting';
import { LISTING } from './listing';
import { NETWORK } from './network';
import { OPERATORS } from './operators';
import { PODS } from './pods';
import { READING } from './reading';
import { RequestCase } from './request';
import { RIGHTS } from './rights';
import { WORKLOADS } from './workloads';

export type { WireRequest } from './request';

/** What a client may get wrong, and what the API server says to it. */
export const REQUESTS: RequestCase[] = [
  ...READING,
  ...CREATING,
  ...WORKLOADS,
  ...PODS,
  ...NETWORK,
  ...CONFIGURATION,
  ...CHANGING,
  ...APPLYING,
  ...DELETING,
  ...LISTING,
  ...RIGHTS,
  ...DEFINITIONS,
  ...OPERATORS,
];
