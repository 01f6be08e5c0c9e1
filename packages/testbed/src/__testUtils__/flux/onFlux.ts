import { applyObjects } from '../../cluster/applyObjects';
import { Body, ClusterUnderTest } from '../clusterUnderTest';
import {
  RepositoryUnderTest,
  repositoryUnderTest,
} from '../forge/repositoryUnderTest';
import { onEachCluster } from '../onEachCluster';
import { openRecording } from '../recording';
import {
  DELIVERIES,
  DeliveryUnderTest,
  deliveryUnderTest,
  FluxKind,
} from './deliveryUnderTest';
import { fluxReport } from './fluxReport';
import { DELIVERED } from './manifests';

/** Flux on one of the clusters, with what its tests do there. */
export interface FluxUnderTest {
  /** A repository for all of them; each has a branch of its own in it. */
  repository(): RepositoryUnderTest;
  /** Makes a branch with files, and a GitRepository of the same name; waits for the artifact. */
  deliver(
    name: string,
    files: Record<string, string>,
  ): Promise<DeliveryUnderTest>;
  get(path: string): Promise<Body>;
  /** Whether something is at a path of the cluster. */
  has(path: string): Promise<boolean>;
  until: ClusterUnderTest['until'];
  /** Changes something by a merge patch. */
  change(path: string, body: object): Promise<void>;
  remove(path: string): Promise<void>;
  /** What Flux says of one of its objects now. */
  report(kind: FluxKind, name: string): Promise<object>;
  /** Compares what Flux said in the test that is running with what the real one said. */
  expectSaid(...reports: object[]): void;
}

/**
 * Declares a suite about Flux on every cluster.
 *
 * @param file - of the recorded answers, without `.yaml`
 */
export function onFlux(
  title: string,
  file: string,
  declare: (flux: FluxUnderTest, cluster: () => ClusterUnderTest) => void,
): void {
  onEachCluster(title, (cluster, clusterName) => {
    const recording = openRecording(file, clusterName);
    let repository: RepositoryUnderTest | undefined;
    const running = () => {
      if (!repository) throw new Error('There is no repository yet');
      return repository;
    };
    beforeAll(async () => {
      repository = await repositoryUnderTest(cluster(), file, {
        'README.md': '# Deliveries\n',
      });
      await applyObjects(
        cluster().api,
        [DELIVERIES, DELIVERED].map(name => ({
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name },
        })),
      );
    });
    afterAll(() => repository?.end());
    const send: ClusterUnderTest['api']['call'] = async (...request) => {
      const answer = await cluster().api.call(...request);
      if (answer.status >= 300) {
        throw new Error(`${request[0]} ${request[1]}: ${answer.text}`);
      }
      return answer;
    };
    declare(
      {
        repository: running,
        deliver: (name, files) =>
          deliveryUnderTest(cluster(), running(), name, files),
        get: path => cluster().api.get<Body>(path),
        has: async path =>
          (await cluster().api.call('GET', path)).status === 200,
        until: (path, wanted) => cluster().until(path, wanted),
        async change(path, body) {
          await send('PATCH', path, {
            type: 'application/merge-patch+json',
            text: JSON.stringify(body),
          });
        },
        async remove(path) {
          await send('DELETE', path);
        },
        report: (kind, name) => fluxReport(cluster(), kind, name),
        expectSaid: (...reports) =>
          recording.expectRecorded(testName(clusterName), reports),
      },
      cluster,
    );
  });
}

/** The titles of the running test below that of the cluster, which all clusters have in common. */
function testName(clusterName: string): string {
  const { currentTestName = '' } = expect.getState();
  return currentTestName.split(`on the ${clusterName} `).pop() ?? '';
}
