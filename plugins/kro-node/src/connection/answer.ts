import http from 'node:http';
import https from 'node:https';
import { KubeConfig } from '@kubernetes/client-node';
import { Silence } from './silence';

/** So long after the last packet the system asks whether the other side is still there, in milliseconds. */
const KEEP_ALIVE_MS = 15_000;

/** Sends a GET, signed in as the kubeconfig says. Resolves when the answer begins. */
export async function ask(
  config: KubeConfig,
  address: string,
  { signal }: Silence,
): Promise<http.IncomingMessage> {
  const request: https.RequestOptions = {
    headers: { accept: 'application/json' },
  };
  await config.applyToHTTPSOptions(request);
  const url = new URL(address);
  const client = url.protocol === 'http:' ? http : https;
  return await new Promise((resolve, reject) => {
    client
      .get(url, { ...request, signal }, resolve)
      .on('socket', socket => socket.setKeepAlive(true, KEEP_ALIVE_MS))
      .on('error', reject);
  });
}

async function* chunksOf(answer: http.IncomingMessage, silence: Silence) {
  answer.setEncoding('utf8');
  for await (const chunk of answer) {
    silence.break();
    yield String(chunk);
  }
}

/** The whole text of an answer. */
export async function textOf(
  answer: http.IncomingMessage,
  silence: Silence,
): Promise<string> {
  let text = '';
  for await (const chunk of chunksOf(answer, silence)) text += chunk;
  return text;
}

/** The lines of an answer as they come, without empty ones. */
export async function* linesOf(
  answer: http.IncomingMessage,
  silence: Silence,
): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunksOf(answer, silence)) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    yield* lines.filter(line => line.trim() !== '');
  }
}
