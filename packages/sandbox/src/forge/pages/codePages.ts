import { listCommits, readCommit } from '../git/commits';
import { EMPTY_TREE, unifiedDiff } from '../git/diffs';
import { readBranches } from '../git/readRefs';
import { resolveCommit } from '../git/refs';
import { listTree, readBlob, treeEntry, TreeEntry } from '../git/trees';
import { notFound } from '../http/httpError';
import { route } from '../http/router';
import { encodePath } from '../present/address';
import { Repository } from '../store/repositories';
import { isTreePath } from '../treePath';
import { diffView } from './diffView';
import { html, Html } from './html';
import { crumbs, Page, time } from './page';
import { PageCall, PageHandler, repositoryOf } from './pageCall';
import { mayRead } from '../access';

/** What an address of the form `src/branch/<name>/<path>` points at. */
interface Place {
  commit: string;
  /** `branch/main`, as it stands in addresses. */
  at: string;
  name: string;
  path: string;
}

const LARGEST_SHOWN = 512 * 1024;

const home: PageHandler = async ({ state, account }) => {
  const repositories = state.repositories
    .all()
    .filter(repository => mayRead(account, repository));
  return {
    title: 'Sandbox forge',
    content: html`<h1>Repositories</h1>
      ${repositories.length === 0
        ? html`<p class="card soft">There is no repository yet.</p>`
        : html`<ul class="rows">
            ${repositories.map(
              ({ fullName, record }) =>
                html`<li>
                  <a href="/${fullName}">${fullName}</a>
                  <span class="soft">${record.description}</span>
                </li>`,
            )}
          </ul>`}`,
  };
};

const repositoryHome: PageHandler = async call => {
  const repository = repositoryOf(call);
  const { record, fullName } = repository;
  const branches = await readBranches(repository.directory);
  const commit = branches.get(record.defaultBranch);
  if (!commit) {
    return {
      title: fullName,
      content: html`<h1>${fullName}</h1>
        <p class="card">Nothing has been committed yet. Push to it:</p>
        <pre tabindex="0">
git push ${call.state.url}/${fullName}.git HEAD:${record.defaultBranch}</pre
        >`,
    };
  }
  return directoryPage(repository, {
    commit,
    at: `branch/${encodePath(record.defaultBranch)}`,
    name: record.defaultBranch,
    path: '',
  });
};

const source: PageHandler = async call => {
  const repository = repositoryOf(call);
  const place = await placeOf(repository, call);
  if (place.path === '') return directoryPage(repository, place);
  const entry = await entryAt(repository, place);
  return entry.type === 'tree'
    ? directoryPage(repository, place)
    : filePage(repository, place, entry);
};

const raw: PageHandler = async call => {
  const repository = repositoryOf(call);
  const entry = await entryAt(repository, await placeOf(repository, call));
  if (entry.type !== 'blob') throw notFound();
  return {
    bytes: await readBlob(repository.directory, entry.sha),
    contentType: 'text/plain; charset=utf-8',
  };
};

const commitPage: PageHandler = async call => {
  const repository = repositoryOf(call);
  const { directory, fullName } = repository;
  const { sha } = call.parameters;
  if (!/^[0-9a-f]{7,40}$/.test(sha)) throw notFound();
  const full = await resolveCommit(directory, sha);
  if (!full) throw notFound();
  const commit = await readCommit(directory, full);
  const [subject, ...rest] = commit.message.trim().split('\n');
  const text = rest.join('\n').trim();
  const diff = await unifiedDiff(
    directory,
    commit.parents[0] ?? EMPTY_TREE,
    full,
  );
  return {
    title: `${subject} · ${fullName}`,
    content: html`<h1>${subject}</h1>
      <p class="soft">
        ${commit.author.name} committed <code>${full}</code> on
        ${time(commit.committer.date)}. Parents:
        ${commit.parents.map(
          parent =>
            html`<a href="/${fullName}/commit/${parent}"
              ><code>${parent.slice(0, 10)}</code></a
            > `,
        )}
      </p>
      ${text !== '' && html`<pre tabindex="0">${text}</pre>`}
      <h2>Changes</h2>
      ${diffView(diff)}`,
  };
};

async function directoryPage(
  repository: Repository,
  place: Place,
): Promise<Page> {
  const { directory, fullName } = repository;
  const [entries, [last]] = await Promise.all([
    listTree(directory, place.commit, place.path),
    listCommits(directory, place.commit, {
      limit: 1,
      path: place.path || undefined,
    }),
  ]);
  if (entries.length === 0 && place.path !== '') throw notFound();
  const base = `/${fullName}/src/${place.at}`;
  entries.sort(
    (one, other) =>
      Number(other.type === 'tree') - Number(one.type === 'tree') ||
      one.path.localeCompare(other.path),
  );
  return {
    title: place.path === '' ? fullName : `${place.path} · ${fullName}`,
    content: html`<h1>${fullName}</h1>
      <p class="soft">
        Branch or commit <code>${place.name}</code>${last &&
        lastChange(fullName, last)}
      </p>
      ${crumbs(base, place.path, repository.record.name)}
      <ul class="rows">
        ${entries.map(
          entry =>
            html`<li>
              <a href="${base}/${encodePath(entry.path)}"
                >${entry.path.split('/').pop()}${entry.type === 'tree'
                  ? '/'
                  : ''}</a
              >
            </li>`,
        )}
      </ul>`,
  };
}

async function filePage(
  repository: Repository,
  place: Place,
  entry: TreeEntry,
): Promise<Page> {
  const { fullName, directory } = repository;
  const base = `/${fullName}/src/${place.at}`;
  return {
    title: `${place.path} · ${fullName}`,
    content: html`<h1>${place.path.split('/').pop()}</h1>
      ${crumbs(base, place.path, repository.record.name)}
      <p class="soft">
        ${entry.size} bytes at <code>${place.name}</code>,
        <a href="/${fullName}/raw/${place.at}/${encodePath(place.path)}">raw</a>
      </p>
      ${await fileContent(directory, entry)}`,
  };
}

async function fileContent(directory: string, entry: TreeEntry): Promise<Html> {
  if (entry.type !== 'blob') {
    return html`<p class="card soft">
      A submodule at <code>${entry.sha}</code>.
    </p>`;
  }
  if (entry.size > LARGEST_SHOWN) {
    return html`<p class="card soft">Too large to show here.</p>`;
  }
  const blob = await readBlob(directory, entry.sha);
  return blob.includes(0)
    ? html`<p class="card soft">Not a text.</p>`
    : html`<pre tabindex="0"><code>${blob.toString('utf8')}</code></pre>`;
}

function lastChange(
  fullName: string,
  last: {
    sha: string;
    message: string;
    author: { name: string };
    committer: { date: string };
  },
): Html {
  const [subject] = last.message.split('\n');
  return html`, last changed by ${last.author.name} on
    ${time(last.committer.date)}:
    <a href="/${fullName}/commit/${last.sha}">${subject}</a>`;
}

async function entryAt(
  { directory }: Repository,
  { commit, path }: Place,
): Promise<TreeEntry> {
  const entry = isTreePath(path)
    ? await treeEntry(directory, commit, path)
    : undefined;
  if (!entry) throw notFound();
  return entry;
}

/** A branch may have slashes in its name: the longest one that fits is meant. */
async function placeOf(repository: Repository, call: PageCall): Promise<Place> {
  const { kind, rest } = call.parameters;
  const parts = rest.split('/').filter(Boolean);
  if (kind === 'commit' && /^[0-9a-f]{7,40}$/.test(parts[0] ?? '')) {
    const commit = await resolveCommit(repository.directory, parts[0]);
    if (!commit) throw notFound();
    const [name, ...path] = parts;
    return { commit, at: `commit/${name}`, name, path: path.join('/') };
  }
  const branches = await readBranches(repository.directory);
  for (let length = parts.length; kind === 'branch' && length > 0; length--) {
    const name = parts.slice(0, length).join('/');
    const commit = branches.get(name);
    if (commit) {
      const path = parts.slice(length).join('/');
      return { commit, at: `branch/${encodePath(name)}`, name, path };
    }
  }
  throw notFound();
}

/** Repositories, directories, files and commits. */
export const codePages = [
  route('GET /', home),
  route('GET /:owner/:repo', repositoryHome),
  route('GET /:owner/:repo/src/:kind/*rest', source),
  route('GET /:owner/:repo/raw/:kind/*rest', raw),
  route('GET /:owner/:repo/commit/:sha', commitPage),
];
