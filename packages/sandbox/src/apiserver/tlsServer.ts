import { RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { AddressInfo, Socket } from 'node:net';
import { Certificates } from './certificates';

/** A listening server. */
export interface TlsServer {
  port: number;
  /** Stops listening and cuts all connections. */
  stop(): Promise<void>;
}

/** Serves HTTPS on the loopback interface; port 0 takes a free one. Rejects when the port is taken. */
export async function listenTls(
  options: { host: string; port: number },
  certificates: Certificates,
  handler: RequestListener,
): Promise<TlsServer> {
  const server = createTlsServer(
    { cert: certificates.certificate, key: certificates.privateKey },
    handler,
  );
  // Watches stay open for as long as clients want.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 60_000;
  const sockets = new Set<Socket>();
  const follow = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  };
  server.on('connection', follow);
  server.on('secureConnection', follow);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        sockets.forEach(socket => socket.destroy());
      }),
  };
}
