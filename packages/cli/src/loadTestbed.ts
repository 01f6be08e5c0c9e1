/** Loads the testbed's modules when they are wanted; most people never do. */
export function loadTestbed(): typeof import('@mini-atlas/testbed') {
  // Backstage's transform gives `import()` no named exports.
  return require('@mini-atlas/testbed');
}
