import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import { systemErrorCode } from '../systemError';

/** The parsed file, or `undefined` when there is none. Throws, naming the file, when it is not JSON. */
export async function readJsonFile(path: string): Promise<unknown> {
  let content: string;
  try {
    content = await readFile(path, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new Error(
      `${path} is damaged: ${
        cause instanceof Error ? cause.message : cause
      }. Restore it, or remove it together with what belongs to it.`,
      { cause },
    );
  }
}

/** Replaces the file as a whole: a reader sees the old or the new content, never a part. */
export async function writeJsonFile(
  path: string,
  value: unknown,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writeFile(temporary, `${JSON.stringify(value, null, 2)}\n`);
  await rename(temporary, path);
}
