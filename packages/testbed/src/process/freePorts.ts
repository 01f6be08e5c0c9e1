import { randomInt } from 'node:crypto';
import { createServer, Server } from 'node:net';

/** Below the range from which systems take ports for outgoing connections, so that none of those is in the way. */
const FIRST = 20_000;
const AFTER_LAST = 32_000;
const LOOPBACK = '127.0.0.1';

/**
 * Finds ports of the loopback address that nobody listens on, all different.
 *
 * @throws Error of the system when there is another obstacle than a port being taken
 */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers: Server[] = [];
  const ports: number[] = [];
  try {
    while (ports.length < count) {
      const port = randomInt(FIRST, AFTER_LAST);
      const server = await listen(port);
      if (!server) continue;
      servers.push(server);
      ports.push(port);
    }
    return ports;
  } finally {
    await Promise.all(servers.map(close));
  }
}

/** Nothing when the port is taken. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
        resolve(undefined);
      } else reject(error);
    });
    server.listen(port, LOOPBACK, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
  });
}
