import { Cluster } from '../cluster/cluster';
import { refOf } from '../cluster/clusterObject';
import { GitHost } from '../git/gitHost';
import { RecordBook } from '../record/platformRecord';
import { RunTool } from '../tools/runTool';
import { Manifest } from '../tree/manifest';
import { Part } from '../tree/parts';
import { PlatformTree } from '../tree/platformTree';
import { UpSettings } from './upSettings';

/** What the steps of `up` share. */
export interface UpContext {
  settings: UpSettings;
  book: RecordBook;
  run: RunTool;
  signal: AbortSignal;
  parts: Part[];
  /** The whole tree. */
  tree: PlatformTree;
  /** What is pushed: without what is left out. */
  delivered: PlatformTree;
  versions: Readonly<Record<string, string>>;
  /** From the step on that reaches it. */
  cluster?: Cluster;
  /** From the step on that finds the repository. */
  git?: GitConnection;
}

/** The repository, and how each of its readers reaches it. */
export interface GitConnection {
  host: GitHost;
  /** The repository's address for Git, as the cluster reaches it. */
  clusterUrl: string;
  /** The repository may be read by everybody. */
  isPublic: boolean;
}

/** The cluster, which an earlier step has reached. @throws Error when steps are out of order */
export function clusterOf({ cluster }: UpContext): Cluster {
  if (!cluster) throw new Error('The cluster has not been reached yet');
  return cluster;
}

/** The repository, which an earlier step has found. @throws Error when steps are out of order */
export function gitOf({ git }: UpContext): GitConnection {
  if (!git) throw new Error('The repository has not been found yet');
  return git;
}

/** Whether the platform gets a part, and the cluster does not have it. */
export function brings({ settings }: UpContext, part: string): boolean {
  const { without, existing } = settings.leftOut;
  return !without.includes(part) && !existing.includes(part);
}

/** Applies an object, as `up` unless somebody else is named, and writes it down before when it was not there. */
export async function applyNoted(
  context: UpContext,
  manifest: Manifest,
  fieldManager?: string,
): Promise<void> {
  const cluster = clusterOf(context);
  const ref = refOf(manifest);
  if (!(await cluster.read(ref))) context.book.note(ref);
  await cluster.apply(manifest, { fieldManager });
}
