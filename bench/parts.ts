import { apiServerAtScale } from './apiServer/atScale';
import { hostileRequests } from './apiServer/hostileRequests';
import { catalogOfCrowd } from './crowd/catalog';
import { crowd } from './crowd/crowd';
import { ordinaryUse } from './ordinaryUse';
import { Report } from './report';
import { testbed } from './testbed/testbed';

/** A part of the bench, which runs in a process of its own. */
export interface Part {
  /** What it measures. */
  what: string;
  /** It is ended when it takes longer. */
  minutes: number;
  run(report: Report): Promise<void>;
}

/** All parts by name, in their order. */
export const PARTS: Record<string, Part> = {
  portal: {
    what: 'The portal as `npm start` starts it',
    minutes: 10,
    run: ordinaryUse,
  },
  'api-server': {
    what: 'The sandbox’s API server with 5,000 instances of 4 children each',
    minutes: 5,
    run: report =>
      report.of('The API server with 25,000 objects', apiServerAtScale),
  },
  'hostile-requests': {
    what: 'The sandbox’s API server under 100,000 hostile requests',
    minutes: 15,
    run: report => report.of('Hostile requests', hostileRequests),
  },
  crowd: {
    what: 'The portal over 5,000 instances of 4 children each',
    minutes: 5,
    run: report => report.of('5,000 instances', crowd),
  },
  catalog: {
    what: 'The catalog of 5,000 instances',
    minutes: 20,
    run: catalogOfCrowd,
  },
  testbed: {
    what: 'The real control plane, where its programs stand',
    minutes: 10,
    run: testbed,
  },
};
