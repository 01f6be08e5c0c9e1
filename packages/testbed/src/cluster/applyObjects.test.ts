import { applyDefinitions, applyObjects, nameOf } from './applyObjects';
import { ClusterAnswer, ClusterApi } from './clusterApi';

/** An API server that serves namespaces, pods and Kafkas, and notes what is applied. */
function recorder(refused?: string) {
  const applied: { path: string; text?: string }[] = [];
  const lists: Record<string, unknown> = {
    '/api/v1': {
      resources: [
        { name: 'namespaces', kind: 'Namespace', namespaced: false },
        { name: 'namespaces/status', kind: 'Namespace', namespaced: false },
        { name: 'pods', kind: 'Pod', namespaced: true },
      ],
    },
    '/apis/kafka.strimzi.io/v1': {
      resources: [{ name: 'kafkas', kind: 'Kafka', namespaced: true }],
    },
  };
  const call: ClusterApi['call'] = async (method, path, body) => {
    expect(method).toBe('PATCH');
    applied.push({ path, text: body?.text });
    const answer: ClusterAnswer =
      refused && path.includes(refused)
        ? { status: 422, text: '{"message":"no"}' }
        : { status: 201, text: '{}' };
    return answer;
  };
  const api: ClusterApi = {
    call,
    get: async path => JSON.parse(JSON.stringify(lists[path])),
    end: () => undefined,
  };
  return { api, applied };
}

const object = (apiVersion: string, kind: string, name: string) => ({
  apiVersion,
  kind,
  metadata: { name },
});

describe('applyObjects', () => {
  it('finds the place of each, in order', async () => {
    const { api, applied } = recorder();
    const inFlux = {
      ...object('v1', 'Pod', 'web'),
      metadata: { name: 'web', namespace: 'flux-system' },
    };
    await applyObjects(api, [
      object('v1', 'Namespace', 'flux-system'),
      inFlux,
      object('kafka.strimzi.io/v1', 'Kafka', 'atlas'),
    ]);
    const query = '?fieldManager=testbed&force=true';
    expect(applied.map(({ path }) => path)).toEqual([
      `/api/v1/namespaces/flux-system${query}`,
      `/api/v1/namespaces/flux-system/pods/web${query}`,
      `/apis/kafka.strimzi.io/v1/namespaces/default/kafkas/atlas${query}`,
    ]);
  });

  it('says what the API server does not serve, and what it refuses', async () => {
    const { api } = recorder('broken');
    await expect(
      applyObjects(api, [object('v1', 'Gadget', 'one')]),
    ).rejects.toThrow('The API server does not serve v1 Gadget');
    await expect(
      applyObjects(api, [object('v1', 'Namespace', 'broken')]),
    ).rejects.toThrow(
      /answered PATCH \/api\/v1\/namespaces\/broken with 422: \{"message":"no"\}/,
    );
  });
});

const definition = (name: string) => `---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  annotations:
    name: not-this
  name: ${name}
spec:
  names:
    name: nor-this
`;

it('applies definitions as they are', async () => {
  const { api, applied } = recorder();
  const text = definition('kafkas.kafka.strimzi.io');
  await applyDefinitions(api, [text]);
  expect(applied).toEqual([
    {
      path: '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/kafkas.kafka.strimzi.io?fieldManager=testbed&force=true',
      text,
    },
  ]);
});

it('reads the name of a definition without its schema', () => {
  expect(nameOf(definition('rgds.kro.run'))).toBe('rgds.kro.run');
  expect(() => nameOf('kind: CustomResourceDefinition\n')).toThrow(
    'A custom resource definition without a name',
  );
});
