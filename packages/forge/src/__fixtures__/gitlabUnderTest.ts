import { fakeGitlab, GUEST } from './fakeGitlab';
import { HostUnderTest } from './hostUnderTest';

const REQUESTS = {
  branch: { method: 'POST', path: /\/repository\/commits$/ },
  'pull request': { method: 'POST', path: /\/merge_requests$/ },
  merge: { method: 'PUT', path: /\/merge$/ },
};

/** A fake GitLab for the behaviour that all hosts share. */
export async function gitlabUnderTest(
  files: Record<string, string>,
): Promise<HostUnderTest> {
  const { state, forge, fault, stop } = await fakeGitlab(files);
  return {
    forge,
    git: state.git,
    guest: GUEST,
    loseAnswer: to => fault(REQUESTS[to].method, REQUESTS[to].path, 'lose'),
    refuseToOpen: () =>
      fault('POST', /\/merge_requests$/, {
        status: 500,
        body: { message: '500 Internal Server Error' },
      }),
    hang: () => fault('GET', /\/repository\/files\//, 'hang'),
    limitPages: entries => {
      state.largestPage = entries;
    },
    look: times => {
      state.checking = times;
    },
    stop,
  };
}
