import { changeFiles, FileChanges, FileOperation } from '../changeFiles';
import { Person, readCommit } from '../git/commits';
import { listTree, readBlob, treeEntry, TreeEntry } from '../git/trees';
import { isFields, textField } from '../http/body';
import { HttpError, notFound } from '../http/httpError';
import { route } from '../http/router';
import { presentFileCommit, UNSIGNED } from '../present/presentCommit';
import { presentContents, ResolvedRef } from '../present/presentContents';
import { Repository } from '../store/repositories';
import { isTreePath } from '../treePath';
import { ApiCall, ApiHandler, readable, refOf, writable } from './apiCall';

type Fields = Record<string, unknown>;

const OPERATIONS = ['create', 'update', 'upload', 'rename', 'delete'] as const;

const read: ApiHandler = async call => {
  const repository = readable(call);
  const path = call.parameters.path.replace(/^\.?\/*|\/+$/g, '');
  const ref = await refOf(repository, call.query.get('ref'));
  const present = (entry: TreeEntry, withContent: boolean) =>
    presentContents(call.state, repository, ref, entry, withContent);
  const entry = path && (await entryAt(repository, ref, path));
  if (entry && entry.type !== 'tree')
    return { json: await present(entry, true) };
  const entries = await listTree(repository.directory, ref.commit, path);
  return { json: await Promise.all(entries.map(e => present(e, false))) };
};

const raw: ApiHandler = async call => {
  const repository = readable(call);
  const ref = await refOf(repository, call.query.get('ref'));
  const entry = await entryAt(repository, ref, call.parameters.path);
  if (entry.type !== 'blob') throw notFound();
  return {
    bytes: await readBlob(repository.directory, entry.sha),
    headers: { 'Content-Type': 'text/plain; charset=utf-8' },
  };
};

const changeMany: ApiHandler = async call => {
  const { files } = call.fields;
  if (!Array.isArray(files)) {
    throw new HttpError(422, '[Files]: Required');
  }
  const operations = files.map(operationOf);
  const { answer, contents } = await change(call, operations);
  return { status: 201, json: { files: contents, ...answer } };
};

const createOne: ApiHandler = call => changeOne(call, 'create', 201);
const updateOne: ApiHandler = call =>
  changeOne(call, call.fields.sha ? 'update' : 'upload', 200);
const deleteOne: ApiHandler = call => changeOne(call, 'delete', 200);

async function changeOne(
  call: ApiCall,
  operation: FileOperation['operation'],
  status: number,
) {
  const file = operationOf({
    ...call.fields,
    // Some clients send the fields of a DELETE as a query.
    sha: call.fields.sha ?? call.query.get('sha') ?? undefined,
    operation,
    path: call.parameters.path,
  });
  const { answer, contents } = await change(call, [file]);
  return { status, json: { content: contents[0] ?? null, ...answer } };
}

async function change(call: ApiCall, files: FileOperation[]) {
  const { repository, account } = writable(call, 'the target branch');
  const { state } = call;
  const { commit, branch } = await changeFiles(state, repository, account, {
    ...optionsOf(call),
    files,
  });
  const ref: ResolvedRef = { kind: 'branch', name: branch, commit };
  const contents = await Promise.all(
    files.map(async ({ path }) => {
      const entry = await treeEntry(repository.directory, commit, path);
      return entry
        ? presentContents(state, repository, ref, entry, true)
        : null;
    }),
  );
  return {
    contents,
    answer: {
      commit: presentFileCommit(
        state,
        repository,
        await readCommit(repository.directory, commit),
      ),
      verification: UNSIGNED,
    },
  };
}

function optionsOf({ fields, query }: ApiCall): Omit<FileChanges, 'files'> {
  return {
    branch: textField(fields, 'branch') || query.get('branch') || undefined,
    newBranch: textField(fields, 'new_branch') || undefined,
    message: textField(fields, 'message') || query.get('message') || undefined,
    author: personOf(fields.author),
    committer: personOf(fields.committer),
  };
}

function personOf(value: unknown): Person | undefined {
  if (!isFields(value)) return undefined;
  const name = textField(value, 'name');
  const email = textField(value, 'email');
  return name && email ? { name, email } : undefined;
}

function operationOf(value: unknown): FileOperation {
  const fields: Fields = isFields(value) ? value : {};
  const operation = OPERATIONS.find(known => known === fields.operation);
  if (!operation) {
    throw new HttpError(
      422,
      `[Operation]: In "create,update,upload,rename,delete"`,
    );
  }
  const content = textField(fields, 'content');
  return {
    operation,
    path: textField(fields, 'path') ?? '',
    fromPath: textField(fields, 'from_path') || undefined,
    sha: textField(fields, 'sha') || undefined,
    content: content === undefined ? undefined : decoded(content),
  };
}

function decoded(content: string): Buffer {
  const compact = content.replace(/\s/g, '');
  const [legal = ''] = /^[A-Za-z0-9+/]*={0,2}/.exec(compact) ?? [];
  if (legal.length < compact.length || legal.length % 4 !== 0) {
    throw new HttpError(
      422,
      `illegal base64 data at input byte ${legal.length}`,
    );
  }
  return Buffer.from(compact, 'base64');
}

async function entryAt(
  repository: Repository,
  { commit }: ResolvedRef,
  path: string,
): Promise<TreeEntry> {
  const entry = isTreePath(path)
    ? await treeEntry(repository.directory, commit, path)
    : undefined;
  if (!entry) {
    throw notFound(
      `object does not exist [id: , rel_path: ${path}]`,
      'GetContentsOrList',
    );
  }
  return entry;
}

/** Files: reading, and commits over the API. */
export const contentRoutes = [
  route('GET /repos/:owner/:repo/contents/*path', read),
  route('POST /repos/:owner/:repo/contents', changeMany),
  route('POST /repos/:owner/:repo/contents/*path', createOne),
  route('PUT /repos/:owner/:repo/contents/*path', updateOne),
  route('DELETE /repos/:owner/:repo/contents/*path', deleteOne),
  route('GET /repos/:owner/:repo/raw/*path', raw),
  route('GET /repos/:owner/:repo/media/*path', raw),
];
