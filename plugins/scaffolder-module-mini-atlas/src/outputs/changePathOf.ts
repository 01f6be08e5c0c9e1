import { ScaffolderTaskOutput } from '@backstage/plugin-scaffolder-react';

const CHANGE_PATH = /^\/kro\/changes\/[1-9][0-9]*$/;

/** The page of the change that a task proposed: its output `changePath`; `undefined` for anything else. */
export function changePathOf(
  output: ScaffolderTaskOutput | undefined,
): string | undefined {
  const path = output?.changePath;
  return typeof path === 'string' && CHANGE_PATH.test(path) ? path : undefined;
}
