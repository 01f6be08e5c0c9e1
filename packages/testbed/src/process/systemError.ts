/** Whether something thrown is the system's error of that code: `ENOENT`, `EEXIST`, … */
export function hasCode(error: unknown, code: string): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === code
  );
}
