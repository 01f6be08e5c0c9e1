import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Finding, ok, problem, warning } from './finding';

const GIB = 1024 ** 3;

/** Images, volumes and the node's own file system. */
const DISK_GIB = { all: 20, least: 12 };

/** Every kubelet, every Cilium agent and every pod that follows files takes some: Kind's own advice. */
const INOTIFY = {
  max_user_instances: 512,
  max_user_watches: 524_288,
};

/** One of the kernel's limits. */
export type InotifyLimit = keyof typeof INOTIFY;

/** Says whether there is room for images, at the first of the directories that can be seen from here. */
export function diskFindings(directories: (string | undefined)[]): Finding[] {
  const place = directories.find(path => path && existsSync(path));
  if (!place) return [];
  const { bavail, bsize } = statfsSync(place);
  return [diskFinding(place, bavail * bsize)];
}

/** Judges free space, in bytes. */
export function diskFinding(place: string, bytes: number): Finding {
  const says = `${(bytes / GIB).toFixed(0)} GiB are free at ${place}`;
  const room = 'Make room: `docker system prune`';
  if (bytes >= DISK_GIB.all * GIB) return ok('disk', `${says}.`);
  if (bytes >= DISK_GIB.least * GIB) {
    return warning(
      'disk',
      `${says}; images and volumes take up to ${DISK_GIB.all} GiB.`,
      `${room}, or leave the Kafka out: \`npm run up -- --without kafka\``,
    );
  }
  return problem(
    'disk',
    `${says}; images and volumes take ${DISK_GIB.least} GiB at least.`,
    `${room}.`,
  );
}

/** Says whether the kernel lets enough be watched; nothing where it has no such limits. */
export function inotifyFindings(directory = '/proc/sys/fs/inotify'): Finding[] {
  const limits: Partial<Record<InotifyLimit, number>> = {};
  for (const name of ['max_user_instances', 'max_user_watches'] as const) {
    const path = join(directory, name);
    if (existsSync(path)) limits[name] = Number(readFileSync(path, 'utf8'));
  }
  return inotifyFinding(limits);
}

/** Judges the limits of inotify. */
export function inotifyFinding(
  limits: Partial<Record<InotifyLimit, number>>,
): Finding[] {
  const names = Object.keys(INOTIFY) as InotifyLimit[];
  const known = names.filter(name => limits[name] !== undefined);
  if (known.length === 0) return [];
  const low = known.filter(name => (limits[name] ?? 0) < INOTIFY[name]);
  if (low.length === 0) return [ok('inotify', 'The limits are high enough.')];
  return [
    warning(
      'inotify',
      `${low
        .map(name => `fs.inotify.${name} is ${limits[name]}`)
        .join(' and ')}; pods then fail with "too many open files".`,
      `Raise ${low.length > 1 ? 'them' : 'it'}: \`sudo sysctl ${low
        .map(name => `fs.inotify.${name}=${INOTIFY[name]}`)
        .join(
          ' ',
        )}\` (to keep it: the same lines in /etc/sysctl.d/99-kind.conf)`,
    ),
  ];
}

/** The nearest directory upwards that exists, for asking its file system. */
export function nearestDirectory(path: string): string {
  return existsSync(path) ? path : nearestDirectory(dirname(path));
}
