import { findFreePorts } from './freePorts';

/** Every port of a testbed, all on the loopback address. */
export interface TestbedPorts {
  api: number;
  forge: number;
  etcd: number;
  etcdPeer: number;
  /** Where source-controller gives away what it has fetched. */
  artifacts: number;
  /** Where the forge's webhook goes. */
  receiver: number;
  events: number;
}

/** Takes the ports that somebody wants, and free ones for the others. */
export async function choosePorts(wanted: {
  apiPort?: number;
  forgePort?: number;
}): Promise<TestbedPorts> {
  const [api, forge, etcd, etcdPeer, artifacts, receiver, events] =
    await findFreePorts(7);
  return {
    api: wanted.apiPort || api,
    forge: wanted.forgePort || forge,
    etcd,
    etcdPeer,
    artifacts,
    receiver,
    events,
  };
}
