import { createConnection } from 'node:net';
import { listenError, nextFreePort } from '../../ports';
import { Finding, ok, problem } from './finding';

/** A port of this machine that a platform is reached at. */
export interface PlatformPort {
  port: number;
  /** What is reached there: `applications`. */
  purpose: string;
  option: '--http-port' | '--git-port' | '--port';
  /** The runtime listens, with root's rights, not this process. */
  byRuntime: boolean;
}

/** What there is to say about the ports that a new platform will be reached at. */
export function portFindings(
  ports: PlatformPort[],
  { rootless }: { rootless: boolean },
): Promise<Finding[]> {
  return Promise.all(ports.map(port => portFinding(port, rootless)));
}

async function portFinding(
  { port, purpose, option, byRuntime }: PlatformPort,
  rootless: boolean,
): Promise<Finding> {
  const check = `port ${port}`;
  const offer = async () =>
    `\`npm run up -- ${option} ${await nextFreePort(Math.max(port, 8079))}\``;
  const code = await listenError(port, '127.0.0.1');
  const taken =
    code === 'EADDRINUSE' || (code === 'EACCES' && (await answers(port)));
  if (taken) {
    return problem(
      check,
      `Port ${port} (${purpose}) is in use by another program.`,
      `Stop that program (which one: ${whoListens(
        port,
      )}), or take another port: ${await offer()}`,
    );
  }
  if (code === 'EACCES' && (rootless || !byRuntime)) {
    return problem(
      check,
      `Port ${port} (${purpose}) may not be used without root's rights.`,
      `Take another port: ${await offer()}`,
    );
  }
  return ok(check, `Port ${port} (${purpose}) is free.`);
}

function whoListens(port: number): string {
  return process.platform === 'linux'
    ? `\`ss -ltnp 'sport = :${port}'\``
    : `\`lsof -nP -iTCP:${port} -sTCP:LISTEN\``;
}

/** Whether anybody listens on a port of the loopback address. */
function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
