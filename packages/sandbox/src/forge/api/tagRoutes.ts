import { isTagName, removeRef, resolveCommit } from '../git/refs';
import { AnnotatedTag, createTag, listTags } from '../git/tags';
import { textField } from '../http/body';
import { HttpError, notFound } from '../http/httpError';
import { route } from '../http/router';
import { presentAnnotatedTag, presentTag } from '../present/presentTag';
import { withRefChanges } from '../pulls/refChanges';
import { Repository } from '../store/repositories';
import { ApiHandler, readable, writable } from './apiCall';
import { cut, pagedAnswer, pageOf } from './paging';

/** Gitea signs the tags that are made over its API with this. */
const TAGGER = { name: 'Gitea', email: 'gitea@fake.local' };

const list: ApiHandler = async call => {
  const repository = readable(call);
  const tags = await listTags(repository.directory);
  const page = pageOf(call);
  return pagedAnswer(
    call,
    page,
    tags.length,
    cut(tags, page).map(tag => presentTag(call.state, repository, tag)),
  );
};

const one: ApiHandler = async call => {
  const repository = readable(call);
  const { tag } = call.parameters;
  const found = await tagOf(repository, tag);
  if (!found) throw notFound(undefined, `tag doesn't exist: ${tag}`);
  return { json: presentTag(call.state, repository, found) };
};

const create: ApiHandler = async call => {
  const { repository, account } = writable(call);
  const { directory, record } = repository;
  const name = textField(call.fields, 'tag_name') ?? '';
  if (name === '') throw new HttpError(422, '[TagName]: Required');
  if (!(await isTagName(name))) {
    throw new HttpError(422, `[TagName]: GitRefName "${name}"`);
  }
  const target = textField(call.fields, 'target') || record.defaultBranch;
  const commit = await resolveCommit(directory, target);
  if (!commit) {
    throw new HttpError(
      404,
      `target not found: object does not exist [id: ${target}, rel_path: ]`,
    );
  }
  const message = textField(call.fields, 'message')?.trim() ?? '';
  await withRefChanges(call.state, repository, account, async () => {
    if (await tagOf(repository, name)) {
      throw new HttpError(409, `tag already exists [name: ${name}]`);
    }
    await createTag(directory, { name, commit, message }, TAGGER);
  });
  const made = await tagOf(repository, name);
  return {
    status: 201,
    json: made && presentTag(call.state, repository, made),
  };
};

const remove: ApiHandler = async call => {
  const { repository, account } = writable(call);
  const { tag } = call.parameters;
  await withRefChanges(call.state, repository, account, async () => {
    if (!(await tagOf(repository, tag))) throw notFound();
    await removeRef(repository.directory, `refs/tags/${tag}`);
  });
  return { status: 204 };
};

const annotated: ApiHandler = async call => {
  const repository = readable(call);
  const { sha } = call.parameters;
  const found = (await listTags(repository.directory)).find(
    ({ id, commit }) => id === sha && id !== commit,
  );
  if (!found) {
    throw new HttpError(400, `object does not exist [id: ${sha}, rel_path: ]`);
  }
  return { json: presentAnnotatedTag(call.state, repository, found) };
};

async function tagOf(
  { directory }: Repository,
  name: string,
): Promise<AnnotatedTag | undefined> {
  const [tag] = (await isTagName(name)) ? await listTags(directory, name) : [];
  return tag;
}

/** Tags. */
export const tagRoutes = [
  route('GET /repos/:owner/:repo/tags', list),
  route('POST /repos/:owner/:repo/tags', create),
  route('GET /repos/:owner/:repo/tags/*tag', one),
  route('DELETE /repos/:owner/:repo/tags/*tag', remove),
  route('GET /repos/:owner/:repo/git/tags/:sha', annotated),
];
