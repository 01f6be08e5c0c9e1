import { ChangeFacts } from './change';
import {
  changeActionOf,
  changeFactsOf,
  isChangeBranch,
  orderedByLine,
  ordererOf,
} from './changeFacts';

const FACTS: Omit<ChangeFacts, 'files'> = {
  number: 7,
  title: 'Order',
  author: 'portal',
  url: 'http://forge.test/pulls/7',
  branch: 'mini-atlas/topic-events-1',
  state: 'open',
  mergeable: true,
  createdAt: '2026-11-22T19:00:00Z',
};

describe('changeFactsOf', () => {
  it('keeps what a change is followed by, and nothing else that the host says', () => {
    const files: ChangeFacts['files'] = [{ path: 'a.yaml', status: 'added' }];
    const said = { ...FACTS, body: 'Hello', headCommit: 'abc' };
    expect(changeFactsOf(said, files)).toEqual({ ...FACTS, files });
  });
});

describe('changeActionOf', () => {
  it.each<[string, ChangeFacts['files'], string]>([
    ['a new file', [{ path: 'a', status: 'added' }], 'create'],
    ['a changed file', [{ path: 'a', status: 'modified' }], 'edit'],
    ['a removed file', [{ path: 'a', status: 'removed' }], 'remove'],
    [
      'a file that moves',
      [
        { path: 'a', status: 'removed' },
        { path: 'b', status: 'added' },
      ],
      'create',
    ],
    ['no file', [], 'edit'],
  ])('tells %s', (_what, files, action) => {
    expect(changeActionOf({ files })).toBe(action);
  });
});

describe('ordererOf', () => {
  it('reads what orderedByLine wrote, as the last line only', () => {
    const line = orderedByLine('user:default/ada');
    expect(ordererOf(`Hello\n\n${line}\n`)).toBe('user:default/ada');
    expect(ordererOf(`${line}\n\nHello`)).toBeUndefined();
  });

  it.each(['', 'Ordered-by: ', 'Ordered-by: ada', 'Ordered-by: a:b/c d'])(
    'knows nobody from %j',
    body => {
      expect(ordererOf(body)).toBeUndefined();
    },
  );
});

describe('isChangeBranch', () => {
  it('knows the branches of the portal', () => {
    expect(isChangeBranch('mini-atlas/topic-events-1')).toBe(true);
    expect(isChangeBranch('feature/by-hand')).toBe(false);
  });
});
