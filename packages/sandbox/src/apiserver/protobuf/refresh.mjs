// Writes messages.json: field numbers, JSON names and types of the API's protobuf messages.
// Reads `generated.proto` (types) and `*.go` (JSON names, pointers, inlining) of the Go modules
// k8s.io/api, k8s.io/apimachinery and k8s.io/apiextensions-apiserver, which `go mod download` puts into GOMODCACHE:
//   node refresh.mjs $(go env GOMODCACHE) v0.36.4
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [cache, version] = process.argv.slice(2);
const api = `k8s.io/api@${version}`;
const extensions = `k8s.io/apiextensions-apiserver@${version}`;
const machinery = `k8s.io/apimachinery@${version}`;

const packages = [
  ...[
    'core/v1',
    'apps/v1',
    'authentication/v1',
    'authorization/v1',
    'autoscaling/v1',
    'autoscaling/v2',
    'batch/v1',
    'coordination/v1',
    'discovery/v1',
    'events/v1',
    'networking/v1',
    'policy/v1',
    'rbac/v1',
    'scheduling/v1',
    'storage/v1',
    'admissionregistration/v1',
  ].map(path => `${api}/${path}`),
  `${extensions}/pkg/apis/apiextensions/v1`,
  `${machinery}/pkg/apis/meta/v1`,
  `${machinery}/pkg/api/resource`,
  `${machinery}/pkg/util/intstr`,
  `${machinery}/pkg/runtime`,
];

/** Go struct -> field number -> JSON name and flags. */
function readGoFields(directory) {
  const structs = {};
  for (const file of readdirSync(directory)) {
    if (!file.endsWith('.go') || /generated|_test/.test(file)) continue;
    let current;
    for (const line of readFileSync(join(directory, file), 'utf8').split(
      '\n',
    )) {
      const start = /^type (\w+) struct/.exec(line);
      if (start) current = structs[start[1]] = {};
      if (line === '}') current = undefined;
      const field =
        /^\s+(?:\w+\s+)?(\S+)\s+`json:"([^",]*)(,[^"]*)?"\s+protobuf:"\w+,(\d+)/.exec(
          line,
        );
      if (!current || !field) continue;
      const [, type, name, options = '', number] = field;
      const inline = options.includes('inline') ? 'i' : '';
      const pointer = type.startsWith('*') ? 'p' : '';
      // Go writes it to JSON also when it is false.
      const kept = type === 'bool' && !/omit/.test(options) ? 'k' : '';
      current[number] = { name, flags: inline + pointer + kept };
    }
  }
  return structs;
}

const messages = {};
for (const path of packages) {
  const directory = join(cache, path);
  const structs = readGoFields(directory);
  const text = readFileSync(join(directory, 'generated.proto'), 'utf8');
  const name = /^package ([\w.]+);/m.exec(text)[1];
  const own = text.matchAll(/^message (\w+) \{\n([^]*?)^\}/gm);
  for (const [, message, body] of own) {
    const fields = {};
    const lines = body.matchAll(
      /^\s+(optional|repeated|map<string, ([\w.]+)>) ?([\w.]+)? (\w+) = (\d+)/gm,
    );
    for (const [, label, mapType, plainType, protoName, number] of lines) {
      const go = structs[message]?.[number];
      const type = mapType ?? plainType;
      const qualified = /^[A-Z]/.test(type)
        ? `${name}.${type}`
        : type.replace(/^\./, '');
      const listed = label === 'repeated' ? 'r' : '';
      const kind = mapType ? 'm' : listed;
      fields[number] = [
        go?.name || protoName,
        qualified,
        kind + (go?.flags ?? ''),
      ];
    }
    messages[`${name}.${message}`] = fields;
  }
}
writeFileSync(
  new URL('messages.json', import.meta.url),
  `{\n${Object.entries(messages)
    .map(
      ([name, fields]) => `${JSON.stringify(name)}:${JSON.stringify(fields)}`,
    )
    .join(',\n')}\n}\n`,
);
