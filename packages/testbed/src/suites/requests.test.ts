import { onEachCluster } from '../__testUtils__/onEachCluster';
import { openRecording } from '../__testUtils__/recording';
import { withoutChance } from '../__testUtils__/withoutChance';
import { REQUESTS, WireRequest } from '../__testUtils__/scenarios/requests';

onEachCluster('The Kubernetes API', (cluster, name) => {
  const recording = openRecording('requests', name);

  async function send({ method, path, type, body, as }: WireRequest) {
    const api = as === 'portal' ? cluster().portal : cluster().api;
    const { status, text } = await api.call(
      method,
      path,
      body === undefined
        ? undefined
        : {
            type: type ?? 'application/json',
            text: typeof body === 'string' ? body : JSON.stringify(body),
          },
    );
    return { status, text };
  }

  it.each(REQUESTS)('$does', async ({ does, before = [], ...request }) => {
    for (const preparation of before) await send(preparation);
    const { status, text } = await send(request);
    const steady = withoutChance(text);
    recording.expectRecorded(does, [
      {
        status,
        answer: steady.startsWith('{') ? JSON.parse(steady) : steady.trim(),
      },
    ]);
  });
});
