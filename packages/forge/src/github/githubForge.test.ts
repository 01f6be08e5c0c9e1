import { fakeGithub, GUEST } from '../__fixtures__/fakeGithub';
import { describeForge } from '../__fixtures__/forgeBehaviour';

const FILES = {
  'README.md': '# platform\n',
  'delivery/old.yaml': 'old: 1\n',
};

describeForge('GitHub', async () => {
  const github = await fakeGithub(FILES);
  const { state, forge, fault, stop } = github;
  const requests = {
    branch: { method: 'POST', path: /\/git\/refs$/ },
    'pull request': { method: 'POST', path: /\/pulls$/ },
    merge: { method: 'PUT', path: /\/merge$/ },
  };
  return {
    forge,
    git: state.git,
    guest: GUEST,
    loseAnswer: to => fault(requests[to].method, requests[to].path, 'lose'),
    refuseToOpen: () =>
      fault('POST', /\/pulls$/, { status: 500, body: { message: 'Oops' } }),
    hang: () => fault('GET', /\/contents\//, 'hang'),
    limitPages: entries => {
      state.largestPage = entries;
    },
    look: times => {
      state.computing = times;
    },
    stop,
  };
});
