import {
  existsSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { diskProblem } from '../../diskProblem';
import { isSame, ObjectRef } from '../cluster/clusterObject';
import { PlatformError } from '../platformError';
import { RuntimeName } from '../tools/containerRuntime';

const FILE = 'platform.json';
const VERSION = 1;

/** A cluster that `up` made with Kind, or was about to. */
export interface KindCluster {
  made: true;
  name: string;
  runtime: RuntimeName;
  /** True from before `kind` is called: a cluster of this name is ours. */
  begun: boolean;
  /** True when `kind` has ended well. */
  complete: boolean;
}

/** A cluster that somebody else made. */
export interface GivenCluster {
  made: false;
  kubeconfig: string;
  /** Nothing: the file's current one. */
  context?: string;
  /** The identity of its namespace kube-system, from when it was reached first: the file may lead elsewhere later. */
  id?: string;
}

/** A repository somewhere else than in the platform's own Gitea. */
export interface GivenGit {
  url: string;
  /** `up` made the repository. */
  made: boolean;
}

/** What `up` has made, written down before and after each step, so that `up` goes on and `down` takes away just that. */
export interface PlatformRecord {
  version: typeof VERSION;
  cluster: KindCluster | GivenCluster;
  git?: GivenGit;
  without: string[];
  existing: string[];
  ports: { http: number; git: number };
  /** Objects that were not there before, in the order in which they were applied. */
  objects: ObjectRef[];
  /** Releases that Helm installed. */
  releases: { name: string; namespace: string }[];
}

/** Reads and writes the record of a state directory. */
export interface RecordBook {
  readonly record: PlatformRecord;
  /** Writes down a change before it is made. @throws PlatformError DiskFull */
  write(change: Partial<PlatformRecord>): void;
  /** Writes down an object that is about to be made. */
  note(ref: ObjectRef): void;
}

/**
 * The record of a state directory; nothing where no platform was begun.
 *
 * @throws PlatformError RecordUnreadable
 */
export function readRecord(state: string): PlatformRecord | undefined {
  const path = join(state, FILE);
  if (!existsSync(path)) return undefined;
  try {
    const record: PlatformRecord = JSON.parse(readFileSync(path, 'utf8'));
    if (record.version === VERSION && record.cluster) return record;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new PlatformError(
    'RecordUnreadable',
    `${path} cannot be read: it was damaged, or written by a newer Mini-Atlas.`,
    {
      next: 'Restore it, or use the Mini-Atlas that wrote it. Without it nobody knows what was made: remove that by hand (kind delete cluster --name mini-atlas), then the file.',
    },
  );
}

/** Whether anything was made, or begun: else another platform may take the record's place. */
export function hasMade({
  cluster,
  objects,
  releases,
}: PlatformRecord): boolean {
  return (
    objects.length > 0 || releases.length > 0 || (cluster.made && cluster.begun)
  );
}

/** Begins a record, or goes on with one. */
export function openRecord(state: string, record: PlatformRecord): RecordBook {
  let current = record;
  save(state, current);
  const write = (change: Partial<PlatformRecord>) => {
    current = { ...current, ...change };
    save(state, current);
  };
  return {
    get record() {
      return current;
    },
    write,
    note(ref) {
      if (current.objects.some(one => isSame(one, ref))) return;
      write({ objects: [...current.objects, ref] });
    },
  };
}

/** Forgets a platform that is gone. */
export function removeRecord(state: string): void {
  rmSync(join(state, FILE), { force: true });
}

/** Whole or not at all: an interrupted write must not lose what was made. */
function save(state: string, record: PlatformRecord): void {
  const path = join(state, FILE);
  try {
    writeFileSync(`${path}.new`, `${JSON.stringify(record, undefined, 2)}\n`);
    renameSync(`${path}.new`, path);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new PlatformError(
      'DiskFull',
      `What was made cannot be written down: ${
        diskProblem(message, state) ?? message
      }.`,
      { next: 'Make room, then run the same command again: it goes on.' },
    );
  }
}
