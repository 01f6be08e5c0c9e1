const KEY = 'mini-atlas.followed-tasks';

/** Tasks from which this browser tab went on to the change, so that going back shows the task. */
export const followedTasks = {
  /** Whether it went on from this one. */
  has(taskId: string): boolean {
    return read().includes(taskId);
  },
  /** Remembers that it did. */
  add(taskId: string): void {
    window.sessionStorage.setItem(KEY, [...read(), taskId].join(' '));
  },
};

function read(): string[] {
  return (window.sessionStorage.getItem(KEY) ?? '').split(' ').filter(Boolean);
}
