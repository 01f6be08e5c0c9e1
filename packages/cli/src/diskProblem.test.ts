import { diskProblem } from './diskProblem';
import { portalFailure } from './portal';

describe('diskProblem', () => {
  it.each([
    'ENOSPC: no space left on device, write',
    'fatal: write error: No space left on device',
    'SqliteError: COMMIT; - database or disk is full',
  ])('knows a full disk by %p', text => {
    expect(diskProblem(text, '/tmp/state')).toMatch(
      /disk of the state directory \/tmp\/state is full\. Make .*room.*--state DIR/,
    );
  });

  it.each([
    "EROFS: read-only file system, mkdir '/tmp/state'",
    "EACCES: permission denied, open '/tmp/state/x'",
    'attempt to write a readonly database (SQLITE_READONLY)',
  ])('knows a directory that is not writable by %p', text => {
    expect(diskProblem(text, '/tmp/state')).toMatch(
      /state directory \/tmp\/state may not be written to.*--state DIR/,
    );
  });

  it('says nothing about anything else', () => {
    expect(diskProblem('connect ECONNREFUSED', '/tmp/state')).toBeUndefined();
  });
});

describe('portalFailure', () => {
  const failed = (tail: string) =>
    portalFailure(
      { tail: () => tail, state: '/tmp/state' },
      'could not start',
      '/tmp/portal.log',
    ).message;

  it('names the cause instead of the last lines where it is known', () => {
    expect(failed('info\nSqliteError: database or disk is full')).toMatch(
      /^The portal could not start: the disk of .* is full\.[^]*\n {2}Its log: \/tmp\/portal\.log$/,
    );
  });

  it('shows the last lines otherwise', () => {
    expect(failed('some line')).toBe(
      'The portal could not start. Its last lines:\nsome line\nAll of them: /tmp/portal.log',
    );
  });
});
