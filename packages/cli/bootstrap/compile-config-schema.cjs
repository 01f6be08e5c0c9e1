/*
 * Writes the configuration schema of all packages of the workspace, and of what they depend on, to
 * the file that is named: `node compile-config-schema.cjs FILE`. The portal reads it to know which
 * values are secrets.
 */
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { dirname, join } = require('node:path');

const root = join(__dirname, '../../..');
const backend = createRequire(join(root, 'packages/backend/package.json'));

async function main(file) {
  const { loadConfigSchema } = backend('@backstage/config-loader');
  const { rooms } = await import('./rooms.mjs');
  const nameOf = room =>
    JSON.parse(readFileSync(join(root, room, 'package.json'), 'utf8')).name;
  const schema = await loadConfigSchema({
    dependencies: rooms(root).map(nameOf),
    onSchemaError: error => process.stderr.write(`${error.message}\n`),
  });
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(schema.serialize()));
}

main(process.argv[2]).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
