import { ControllerContext, runController } from '../../controllers/controller';
import { GIT_REPOSITORY } from '../fluxTypes';
import { ReconcileMemory } from '../reconcileMemory';
import { addFinalizer, removeFinalizer } from '../statusWriter';
import {
  GitRepositoryRun,
  MANAGER,
  nameOf,
  SourceSettings,
} from './gitRepositoryRun';
import { gitRepositorySpec } from './gitRepositorySpec';

const FIRST_RETRY_MS = 750;
const LAST_RETRY_MS = 30_000;

/** Runs source-controller's GitRepository reconciler. Returns what ends it. */
export function runGitRepositories(
  context: ControllerContext,
  settings: SourceSettings,
): () => void {
  const { client } = context;
  const memory = new ReconcileMemory();
  const failures = new Map<string, number>();
  return runController(context, {
    name: 'source-controller',
    type: GIT_REPOSITORY,
    async reconcile(key) {
      const object = client.get({ ...GIT_REPOSITORY, ...key });
      if (!object) {
        memory.forget(key);
        return {};
      }
      if (object.metadata.deletionTimestamp) {
        await settings.artifacts.remove(nameOf(object));
        removeFinalizer(client, object, MANAGER);
        return {};
      }
      if (addFinalizer(client, object, MANAGER)) return {};
      const spec = gitRepositorySpec(object);
      const run = new GitRepositoryRun(context, settings, object, spec);
      if (spec.suspend) {
        run.rest();
        return {};
      }
      const wait = memory.wait(object);
      if (wait > 0) return { requeueAfter: wait };

      const fetched = await run.run();
      const id = `${key.namespace}/${key.name}`;
      const count = fetched ? 0 : (failures.get(id) ?? 0) + 1;
      failures.set(id, count);
      const after = fetched
        ? spec.interval
        : Math.min(FIRST_RETRY_MS * 2 ** (count - 1), LAST_RETRY_MS);
      memory.done(object, after);
      return { requeueAfter: after };
    },
  });
}
