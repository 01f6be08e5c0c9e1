import { PartyName } from './parties';

/** Something that somebody may want to send; `why` says for what it would be. */
export interface Flow {
  from: PartyName;
  to: PartyName;
  port: number;
  protocol: 'TCP' | 'UDP';
  why: string;
}

const tcp = (
  from: PartyName,
  to: PartyName,
  port: number,
  why: string,
): Flow => ({ from, to, port, protocol: 'TCP', why });

/** The flows of the page, by the heading under which they stand there. */
export const FLOWS: Record<string, Flow[]> = {
  'Within a workspace': [
    tcp('application', 'database', 5432, 'a query'),
    tcp('application', 'cache', 6379, 'a read of the cache'),
    tcp('application', 'application', 8080, 'applications that call another'),
    tcp('ownPod', 'application', 8080, 'somebody who looks from a shell'),
    tcp('database', 'database', 5432, 'a standby that follows its primary'),
    tcp('databaseJob', 'database', 5432, 'a standby that is set up'),
  ],
  'Between workspaces': [
    tcp('application', 'otherApplication', 8080, "another team's application"),
    tcp('application', 'otherDatabase', 5432, "another team's database"),
    tcp('otherApplication', 'application', 8080, 'the same, the other way'),
    tcp('otherApplication', 'database', 5432, 'the same, the other way'),
    tcp('otherDatabase', 'database', 5432, 'a database that was taken over'),
  ],
  'To what everybody needs': [
    {
      from: 'application',
      to: 'dns',
      port: 53,
      protocol: 'UDP',
      why: 'a name that is looked up',
    },
    tcp('application', 'dns', 53, 'the same, with a long answer'),
    tcp('database', 'dns', 53, 'the same'),
    tcp('application', 'dns', 9153, 'what DNS measures'),
    tcp('application', 'systemPod', 443, 'the rest of kube-system'),
    tcp('application', 'kafka', 9093, 'a message, with TLS and password'),
    tcp('application', 'kafka', 9091, 'what brokers say to one another'),
    tcp('application', 'kafka', 9092, 'a listener without TLS'),
    tcp('application', 'otherKafka', 9093, "a Kafka that is nobody's business"),
    tcp('database', 'kafka', 9093, 'a database that publishes its changes'),
  ],
  'To the API server': [
    tcp('database', 'node', 6443, "the instance manager in a database's pod"),
    tcp('databaseJob', 'node', 6443, 'the same, while it is set up'),
    tcp('database', 'node', 10250, "the node's kubelet"),
    tcp('application', 'node', 6443, 'a controller of a team'),
    tcp('cache', 'node', 6443, 'a cache has no business there'),
    tcp('ownPod', 'node', 6443, 'a pod that was smuggled in'),
  ],
  'From the platform': [
    tcp('gateway', 'application', 8080, 'a request from a browser'),
    tcp('gateway', 'database', 5432, 'a database is not for the outside'),
    tcp('gateway', 'cache', 6379, 'nor is a cache'),
    tcp('gateway', 'ownPod', 8080, 'nor what is no application'),
    tcp('databaseOperator', 'database', 8000, 'how the database is'),
    tcp('databaseOperator', 'database', 5432, 'a change of roles'),
    tcp('databaseOperator', 'database', 9187, 'what the database measures'),
    tcp('databaseOperator', 'application', 8080, 'an operator with a mistake'),
    tcp('operatorNeighbour', 'database', 5432, "the operator's neighbour"),
    tcp('kafka', 'application', 8080, 'Kafka answers, it does not call'),
    tcp('node', 'application', 8080, "the kubelet's probes"),
    tcp('node', 'database', 8000, 'the same'),
    tcp('node', 'cache', 6379, 'the same'),
    tcp('otherNode', 'application', 8080, 'programs of other nodes'),
    tcp('monitoring', 'application', 8080, 'somebody who measures'),
  ],
  'To and from the outside': [
    tcp('application', 'world', 443, 'an API somewhere'),
    tcp('database', 'world', 443, 'data on its way out'),
    tcp('world', 'application', 8080, 'a way around the Gateway'),
    tcp('application', 'metadata', 80, "the node's credentials, in a cloud"),
    tcp('database', 'metadata', 80, 'the same'),
  ],
};
