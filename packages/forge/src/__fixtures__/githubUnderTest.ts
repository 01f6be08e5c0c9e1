import { fakeGithub, GUEST } from './fakeGithub';
import { HostUnderTest } from './hostUnderTest';

const REQUESTS = {
  branch: { method: 'POST', path: /\/git\/refs$/ },
  'pull request': { method: 'POST', path: /\/pulls$/ },
  merge: { method: 'PUT', path: /\/merge$/ },
};

/** A fake GitHub for the behaviour that all hosts share. */
export async function githubUnderTest(
  files: Record<string, string>,
): Promise<HostUnderTest> {
  const { state, forge, fault, stop } = await fakeGithub(files);
  return {
    forge,
    git: state.git,
    guest: GUEST,
    loseAnswer: to => fault(REQUESTS[to].method, REQUESTS[to].path, 'lose'),
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
}
