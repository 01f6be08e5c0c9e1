import { ClusterApi } from './clusterApi';
import { undocumented } from './undocumented';

/** An API server with these documents. */
function serving(documents: Record<string, string>) {
  const fetched: string[] = [];
  const api: ClusterApi = {
    get: async () =>
      JSON.parse(
        JSON.stringify({
          paths: Object.fromEntries(
            Object.keys(documents).map(name => [
              name,
              { serverRelativeURL: `/openapi/v3/${name}?hash=1` },
            ]),
          ),
        }),
      ),
    call: async (_, path) => {
      const name = path.replace('/openapi/v3/', '').replace('?hash=1', '');
      fetched.push(name);
      return { status: 200, text: documents[name] };
    },
    end: () => undefined,
  };
  return { api, fetched };
}

it('names the types that no document has yet, and reads no more than it must', async () => {
  const { api, fetched } = serving({
    'apis/apps/v1': '{}',
    'apis/kafka.strimzi.io/v1':
      '{"paths":{"/apis/kafka.strimzi.io/v1/namespaces/{namespace}/kafkatopics/{name}":{}}}',
    'apis/postgresql.cnpg.io/v1': '{"paths":{}}',
  });
  expect(
    await undocumented(api, [
      'kafkas.kafka.strimzi.io',
      'kafkatopics.kafka.strimzi.io',
      'clusters.postgresql.cnpg.io',
      'resourcegraphdefinitions.kro.run',
    ]),
  ).toEqual([
    'kafkas.kafka.strimzi.io',
    'clusters.postgresql.cnpg.io',
    'resourcegraphdefinitions.kro.run',
  ]);
  expect(fetched).toEqual([
    'apis/kafka.strimzi.io/v1',
    'apis/postgresql.cnpg.io/v1',
  ]);
});
