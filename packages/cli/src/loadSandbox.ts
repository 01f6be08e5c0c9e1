/**
 * Loads the sandbox's modules when they are wanted, which takes a second: the portal's process is
 * started before and does the same beside it.
 */
export function loadSandbox(): typeof import('@mini-atlas/sandbox') {
  // Backstage's transform gives `import()` no named exports.
  return require('@mini-atlas/sandbox');
}
