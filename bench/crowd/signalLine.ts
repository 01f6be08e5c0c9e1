import { once } from 'node:events';

/** The line on which the portal tells open pages what changed. */
export interface SignalLine {
  /** Resolves when it tells of an instance whose ref ends like this. */
  tellsOf(end: string): Promise<void>;
  close(): void;
}

/** Opens the line as a page does. */
export async function openSignalLine(
  url: string,
  token: string,
): Promise<SignalLine> {
  const socket = new WebSocket(
    `${url.replace(/^http/, 'ws')}/api/signals`,
    token,
  );
  await once(socket, 'open');
  socket.send(JSON.stringify({ action: 'subscribe', channel: 'kro' }));
  return {
    tellsOf: end =>
      new Promise(resolve => {
        const listen = ({ data }: MessageEvent) => {
          const instances = JSON.parse(String(data)).message?.instances;
          if (
            !Array.isArray(instances) ||
            !instances.some(ref => String(ref).endsWith(end))
          ) {
            return;
          }
          socket.removeEventListener('message', listen);
          resolve();
        };
        socket.addEventListener('message', listen);
      }),
    close: () => socket.close(),
  };
}
