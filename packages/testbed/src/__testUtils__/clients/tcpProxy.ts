import { connect, createServer, Socket } from 'node:net';
import { once } from 'node:events';

/** A way to a port of this machine that can be cut. */
export interface TcpProxy {
  /** Where it listens. */
  port: number;
  /** Ends all connections at once, without a word. New ones are taken. */
  cut(): void;
  /** Refuses new connections until the function that it returns is called; running ones go on. */
  refuse(): () => void;
  stop(): Promise<void>;
}

/** Starts a proxy to a port of the loopback interface. */
export async function startTcpProxy(target: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let refusing = false;
  const server = createServer(incoming => {
    if (refusing) {
      incoming.destroy();
      return;
    }
    const outgoing = connect(target, '127.0.0.1');
    for (const [one, other] of [
      [incoming, outgoing],
      [outgoing, incoming],
    ]) {
      sockets.add(one);
      one.pipe(other);
      // Who cut it knows; the other side is told by its socket.
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('The proxy has no port');
  }
  const cut = () => sockets.forEach(socket => socket.destroy());
  return {
    port: address.port,
    cut,
    refuse() {
      refusing = true;
      return () => {
        refusing = false;
      };
    },
    async stop() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}
