import { join } from 'node:path';

/** Where a testbed keeps things below its state directory. */
export interface Layout {
  certificates: string;
  /** Tokens of everybody, as the API server reads them. */
  tokens: string;
  kubeconfig(account: string): string;
  etcd: string;
  artifacts: string;
  forge: string;
  /** The stages for KWOK, in one file. */
  stages: string;
  log(part: string): string;
}

/** The layout below a state directory. */
export function layoutOf(state: string): Layout {
  const own = join(state, 'testbed');
  return {
    certificates: join(own, 'certificates'),
    tokens: join(own, 'tokens.csv'),
    kubeconfig: account => join(own, 'kubeconfigs', account),
    etcd: join(own, 'etcd'),
    artifacts: join(own, 'artifacts'),
    forge: join(own, 'forge'),
    stages: join(own, 'stages.yaml'),
    log: part => join(state, 'logs', `${part}.log`),
  };
}
