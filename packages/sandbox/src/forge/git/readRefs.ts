import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../systemError';

const HEADS = 'refs/heads/';
const TAGS = 'refs/tags/';
const OBJECT_ID = /^[0-9a-f]{40}$/;

/**
 * All branches of a bare repository and the commits they stand on, sorted by name, read from its files as
 * gitrepository-layout(5) describes them: the forge asks this with every request, and a `git` for each would
 * take longer than all the rest.
 */
export function readBranches(directory: string): Promise<Map<string, string>> {
  return readRefs(directory, HEADS);
}

/** The same of all tags; an annotated one stands on the object with its message. */
export function readTags(directory: string): Promise<Map<string, string>> {
  return readRefs(directory, TAGS);
}

async function readRefs(
  directory: string,
  prefix: string,
): Promise<Map<string, string>> {
  // In this order: `git pack-refs` writes the packed ones before it removes the loose ones.
  const loose = await looseRefs(join(directory, prefix));
  const packed = await packedRefs(directory, prefix);
  const both = new Map([...packed, ...loose]);
  return new Map(
    [...both].sort(([one], [other]) =>
      Buffer.compare(bytes(one), bytes(other)),
    ),
  );
}

type Ref = [name: string, object: string];

/** One file for each ref, with the object's id in it; `a/b` is the file `b` in the directory `a`. */
async function looseRefs(root: string, below = ''): Promise<Ref[]> {
  const entries = await ifThere(
    readdir(join(root, below), { withFileTypes: true }),
  );
  const refs = (entries ?? [])
    // A ref cannot be called so; these are being written.
    .filter(({ name }) => !name.endsWith('.lock'))
    .map(async (entry): Promise<Ref[]> => {
      const name = below ? `${below}/${entry.name}` : entry.name;
      if (entry.isDirectory()) return looseRefs(root, name);
      const id = (await ifThere(readFile(join(root, name), 'utf8'))) ?? '';
      return OBJECT_ID.test(id.trim()) ? [[name, id.trim()]] : [];
    });
  return (await Promise.all(refs)).flat();
}

/** Lines of `<id> <ref>`; what begins with `#` or `^` is about the file or the line before. */
async function packedRefs(directory: string, prefix: string): Promise<Ref[]> {
  const lines =
    (await ifThere(readFile(join(directory, 'packed-refs'), 'utf8'))) ?? '';
  return lines
    .split('\n')
    .filter(line => line.startsWith(prefix, 41))
    .map(line => [line.slice(41 + prefix.length), line.slice(0, 40)]);
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
