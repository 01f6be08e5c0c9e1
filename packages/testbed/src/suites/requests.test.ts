import { onEachCluster } from '../__testUtils__/onEachCluster';
import { openRecording } from '../__testUtils__/recording';
import { withoutChance } from '../__testUtils__/withoutChance';
import { REQUESTS, WireRequest } from '../__testUtils__/scenarios/requests';
import { until } from '../__testUtils__/until';

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

  async function prepare({ until: wanted, ...request }: WireRequest) {
    if (wanted === undefined) await send(request);
    else {
      const { api } = cluster();
      await until(api, request.path, (_, status) => status === wanted);
    }
  }

  it.each(REQUESTS)('$does', async ({ does, before = [], ...request }) => {
    for (const preparation of before) await prepare(preparation);
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
