import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:https';
import { parse } from 'yaml';

/** What the API server answered. */
export interface ClusterAnswer {
  status: number;
  // Tests read fields of many shapes; a wrong one fails the test.
  body: ReturnType<typeof JSON.parse>;
}

/** Calls the API server that a kubeconfig leads to, on one kept connection, until `end`. */
export function clusterApi(kubeconfig: string): {
  get(path: string): Promise<ClusterAnswer>;
  end(): void;
} {
  const config = parse(readFileSync(kubeconfig, 'utf8'));
  const { cluster } = config.clusters[0];
  const { token } = config.users[0].user;
  const agent = new Agent({
    keepAlive: true,
    ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
  });
  return {
    get: path =>
      new Promise((resolve, reject) => {
        const call = request(
          `${cluster.server}${path}`,
          { agent, headers: { authorization: `Bearer ${token}` } },
          answer => {
            let text = '';
            answer.setEncoding('utf8');
            answer.on('data', chunk => {
              text += chunk;
            });
            answer.on('error', reject);
            answer.on('end', () =>
              resolve({
                status: answer.statusCode ?? 0,
                body: isJson(answer.headers['content-type'])
                  ? JSON.parse(text)
                  : text,
              }),
            );
          },
        );
        call.on('error', reject);
        call.end();
      }),
    end: () => agent.destroy(),
  };
}

function isJson(type: string | undefined): boolean {
  return type?.startsWith('application/json') ?? false;
}
