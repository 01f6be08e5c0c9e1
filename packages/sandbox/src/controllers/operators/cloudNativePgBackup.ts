import { now } from '../clock';
import { ControllerContext, runController } from '../controller';
import { createFirstSeen } from '../firstSeen';
import { fields, text } from '../fields';
import { writeStatus } from '../statusWriter';

const SCHEDULED = {
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'ScheduledBackup',
};
const MANAGER = 'cloudnative-pg';

/**
 * Imitates the CloudNativePG operator 1.30 for a `ScheduledBackup` on a cluster whose storage takes snapshots: it is
 * looked at once, and waits for its time from then on.
 * Leaves out: the backups themselves when their time has come, and the refusal of `volumeSnapshot` where the CRD of
 * VolumeSnapshots is missing, as it is on Kind.
 */
export function startCloudNativePgBackups(
  context: ControllerContext,
): () => void {
  const { client } = context;
  const seen = createFirstSeen();
  return runController(context, {
    name: 'cloudnative-pg-scheduledbackup',
    type: SCHEDULED,
    reconcile: key => {
      const scheduled = client.get({ ...SCHEDULED, ...key });
      if (!scheduled || scheduled.metadata.deletionTimestamp) return {};
      if (fields(scheduled.spec).suspend === true) return {};
      if (text(fields(scheduled.status).lastCheckTime)) return {};
      const wait = seen.remaining(scheduled, context.timing.operator);
      if (wait > 0) return { requeueAfter: wait };
      writeStatus(client, scheduled, { lastCheckTime: now() }, MANAGER);
      return {};
    },
  });
}
