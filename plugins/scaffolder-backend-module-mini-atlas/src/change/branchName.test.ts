import { branchName } from './branchName';

const TASK = '4f3d2c1b-1111-4222-8333-444444444444';

describe('branchName', () => {
  it('names kind, name and task', () => {
    expect(branchName('WebApplication', 'web', TASK)).toBe(
      `mini-atlas/webapplication-web-${TASK}`,
    );
  });

  it('stays within 100 characters and keeps part of the task', () => {
    const name = branchName('WebApplication', 'a'.repeat(63), TASK);
    expect(name.length).toBeLessThanOrEqual(100);
    expect(name).toMatch(/-4f3d2c1b[-0-9]*$/);
  });

  it('takes nothing from a task id that Git or a path could misread', () => {
    expect(branchName('Topic', 'events', '../a b:c')).toBe(
      'mini-atlas/topic-events-abc',
    );
  });
});
