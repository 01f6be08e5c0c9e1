import { httpAddress } from '../links/httpAddress';
import { agoInWords, durationInWords } from '../time/inWords';
import { applicationSnippet } from './applicationSnippet';
import { readRevision } from './revision';

describe('applicationSnippet', () => {
  it('gives endpoints as variables and secrets by name only', () => {
    expect(
      applicationSnippet('ledger', [
        {
          path: 'database.endpoint',
          value: 'ledger-rw:5432',
          type: 'endpoint',
        },
        { path: 'secretName', value: 'ledger-app', type: 'secret' },
        { path: 'phase', value: 'Healthy', type: 'value' },
      ]),
    ).toBe(
      [
        'env:',
        '  - name: LEDGER_DATABASE_ENDPOINT',
        '    value: ledger-rw:5432',
        'envFrom:',
        '  - secretRef:',
        '      name: ledger-app',
        '',
      ].join('\n'),
    );
  });

  it('is nothing when there is nothing to use', () => {
    expect(
      applicationSnippet('x', [{ path: 'url', value: '', type: 'url' }]),
    ).toBeUndefined();
  });
});

describe('readRevision', () => {
  it('reads branch and commit', () => {
    expect(
      readRevision('main@sha1:9f3c1d2a7b8e4f5061728394a5b6c7d8e9f00112'),
    ).toMatchObject({ branch: 'main', short: '9f3c1d2' });
    expect(readRevision('latest')).toEqual({
      commit: 'latest',
      short: 'latest',
    });
  });
});

describe('httpAddress', () => {
  it('lets only http and https through', () => {
    expect(httpAddress('https://example.org/x')).toBe('https://example.org/x');
    expect(httpAddress('data:text/html,<b>x</b>')).toBeUndefined();
    expect(httpAddress('not an address')).toBeUndefined();
    expect(httpAddress(undefined)).toBeUndefined();
  });
});

describe('durations', () => {
  it('are in words, the largest unit only', () => {
    expect(durationInWords(-5)).toBe('0 s');
    expect(durationInWords(61_000)).toBe('1 min');
    expect(durationInWords(3 * 86_400_000)).toBe('3 d');
    expect(agoInWords(3_000)).toBe('just now');
    expect(agoInWords(7_300_000)).toBe('2 h ago');
  });
});
