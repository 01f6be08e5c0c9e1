import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../systemError';

const HEADS = 'refs/heads/';
const OBJECT_ID = /^[0-9a-f]{40}$/;

/**
 * All branches of a bare repository and the commits they stand on, sorted by name, read from its files as
 * gitrepository-layout(5) describes them: the forge asks this with every request, and a `git` for each would
 * take longer than all the rest.
 */
export async function readBranches(
  directory: string,
): Promise<Map<string, string>> {
  // In this order: `git pack-refs` writes the packed ones before it removes the loose ones.
  const loose = await looseBranches(join(directory, HEADS));
  const packed = await packedBranches(directory);
  const both = new Map([...packed, ...loose]);
  return new Map(
    [...both].sort(([one], [other]) =>
      Buffer.compare(bytes(one), bytes(other)),
    ),
  );
}

type Branch = [name: string, commit: string];

/** One file for each branch, with the commit's id in it; `a/b` is the file `b` in the directory `a`. */
async function looseBranches(root: string, below = ''): Promise<Branch[]> {
  const entries = await ifThere(
    readdir(join(root, below), { withFileTypes: true }),
  );
  const branches = (entries ?? [])
    // A branch cannot be called so; these are being written.
    .filter(({ name }) => !name.endsWith('.lock'))
    .map(async (entry): Promise<Branch[]> => {
      const name = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return looseBranches(root, name);
      const commit = (await ifThere(readFile(join(root, name), 'utf8'))) ?? '';
      return OBJECT_ID.test(commit.trim()) ? [[name, commit.trim()]] : [];
    });
  return (await Promise.all(branches)).flat();
}

/** Lines of `<id> <ref>`; what begins with `#` or `^` is about the file or the line before. */
async function packedBranches(directory: string): Promise<Branch[]> {
  const lines =
    (await ifThere(readFile(join(directory, 'packed-refs'), 'utf8'))) ?? '';
  return lines
    .split('\n')
    .filter(line => line.startsWith(HEADS, 41))
    .map(line => [line.slice(41 + HEADS.length), line.slice(0, 40)]);
}

/** Nothing when there is no such file or directory (any more): Git removes those that it empties. */
async function ifThere<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function bytes(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}
