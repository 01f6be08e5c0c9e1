/*
 * Who may know whom. A room is a directory below packages/ or plugins/; an import of another
 * room that is not listed for it fails `npm test`. Tests may use the sandbox as well.
 */
const rooms = {
  'packages/kro': [],
  'packages/forge': [],
  'packages/sandbox': ['packages/kro'],
  'packages/cli': ['packages/kro', 'packages/sandbox', 'packages/testbed'],
  'packages/testbed': [],
  'packages/app': ['plugins/[^/]+'],
  'packages/backend': ['plugins/[^/]+'],
  'plugins/kro-common': ['packages/kro'],
  'plugins/kro-node': ['packages/kro', 'plugins/kro-common'],
  'plugins/kro-backend': [
    'packages/kro',
    'packages/forge',
    'plugins/kro-common',
    'plugins/kro-node',
  ],
  'plugins/kro': ['packages/kro', 'plugins/kro-common'],
  'plugins/catalog-backend-module-kro': [
    'plugins/kro-common',
    'plugins/kro-node',
  ],
  'plugins/scaffolder-backend-module-mini-atlas': [
    'packages/kro',
    'packages/forge',
    'plugins/kro-common',
    'plugins/kro-node',
  ],
  'plugins/scaffolder-module-mini-atlas': ['plugins/kro-common'],
};

const TEST =
  '\\.test\\.tsx?$|/__fixtures__/|/__testUtils__/|/testing/|/dev/|/e2e-tests/';

const anyRoom = '^(packages|plugins)/';

function rule(room, allowed, { tests }) {
  const targets = [
    room,
    ...allowed,
    ...(tests
      ? [
          'packages/sandbox',
          'packages/kro',
          'packages/forge',
          'plugins/kro-common',
        ]
      : []),
  ];
  return {
    name: `${room.replace('/', '-')}-imports${tests ? '-in-tests' : ''}`,
    severity: 'error',
    comment: `${room} may import ${allowed.join(', ') || 'nothing of ours'}.`,
    from: tests
      ? { path: `^${room}/.*(${TEST})` }
      : { path: `^${room}/`, pathNot: TEST },
    to: { path: anyRoom, pathNot: `^(${targets.join('|')})/` },
  };
}

module.exports = {
  forbidden: [
    ...Object.entries(rooms).flatMap(([room, allowed]) => [
      rule(room, allowed, { tests: false }),
      rule(room, allowed, { tests: true }),
    ]),
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'Files that import one another cannot be understood apart.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|dist-types|node_modules)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json'],
    },
  },
};
