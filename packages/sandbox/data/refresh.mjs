// Reads the data of this directory anew from Go modules (checksums verified by Go):
//   node packages/sandbox/data/refresh.mjs
// Strimzi's definitions are in no Go module: give a directory that holds them in STRIMZI_CRDS, or they stay as they are.
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { definitionName, enumerations, goTypes } from './goSource.mjs';

const here = dirname(fileURLToPath(import.meta.url));

const documents = [
  'api__v1',
  'apis__admissionregistration.k8s.io__v1',
  'apis__apiextensions.k8s.io__v1',
  'apis__apps__v1',
  'apis__authentication.k8s.io__v1',
  'apis__authorization.k8s.io__v1',
  'apis__autoscaling__v1',
  'apis__autoscaling__v2',
  'apis__batch__v1',
  'apis__coordination.k8s.io__v1',
  'apis__discovery.k8s.io__v1',
  'apis__events.k8s.io__v1',
  'apis__networking.k8s.io__v1',
  'apis__policy__v1',
  'apis__rbac.authorization.k8s.io__v1',
  'apis__scheduling.k8s.io__v1',
  'apis__storage.k8s.io__v1',
];

const projects = [
  {
    name: 'cloudnative-pg',
    module: 'github.com/cloudnative-pg/cloudnative-pg@v1.30.0',
    directory: 'config/crd/bases',
    files: [
      'backups',
      'clusterimagecatalogs',
      'clusters',
      'databaseroles',
      'databases',
      'failoverquorums',
      'imagecatalogs',
      'publications',
      'scheduledbackups',
      'subscriptions',
    ].map(plural => `postgresql.cnpg.io_${plural}`),
  },
  {
    name: 'cilium',
    module: 'github.com/cilium/cilium@v1.20.1',
    directory: 'pkg/k8s/apis/cilium.io/client/crds/v2',
    files: ['ciliumnetworkpolicies'],
  },
  {
    name: 'kyverno',
    module: 'github.com/kyverno/kyverno@v1.19.1',
    directory: 'config/crds/policies.kyverno.io',
    files: ['namespacedvalidatingpolicies', 'validatingpolicies'].map(
      plural => `policies.kyverno.io_${plural}`,
    ),
  },
  {
    name: 'gateway-api',
    module: 'sigs.k8s.io/gateway-api@v1.6.1',
    directory: 'config/crd/standard',
    files: ['gatewayclasses', 'gateways', 'httproutes'].map(
      plural => `gateway.networking.k8s.io_${plural}`,
    ),
  },
  {
    name: 'flux-source-controller',
    module: 'github.com/fluxcd/source-controller@v1.7.3',
    directory: 'config/crd/bases',
    files: ['source.toolkit.fluxcd.io_gitrepositories'],
  },
  {
    name: 'flux-kustomize-controller',
    module: 'github.com/fluxcd/kustomize-controller@v1.9.5',
    directory: 'config/crd/bases',
    files: ['kustomize.toolkit.fluxcd.io_kustomizations'],
  },
  {
    name: 'flux-notification-controller',
    module: 'github.com/fluxcd/notification-controller@v1.6.0',
    directory: 'config/crd/bases',
    files: ['notification.toolkit.fluxcd.io_receivers'],
  },
  {
    name: 'kro',
    module: 'github.com/kubernetes-sigs/kro@v0.9.4',
    directory: 'helm/crds',
    files: [
      'internal.kro.run_graphrevisions',
      'kro.run_resourcegraphdefinitions',
    ],
  },
];

const strimzi = [
  'strimzi-040-Crd-kafka',
  'strimzi-043-Crd-kafkatopic',
  'strimzi-044-Crd-kafkauser',
  'strimzi-045-Crd-kafkanodepool',
  'strimzi-kafkaaccess',
];

/** The directory Go unpacked a module to. */
function moduleDirectory(module) {
  const scratch = mkdtempSync(join(tmpdir(), 'sandbox-data-'));
  try {
    writeFileSync(join(scratch, 'go.mod'), 'module data\n');
    const answer = execFileSync('go', ['mod', 'download', '-json', module], {
      cwd: scratch,
      env: { ...process.env, GOFLAGS: '-mod=mod' },
      encoding: 'utf8',
    });
    return JSON.parse(answer).Dir;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function convertCrds(name, from, files) {
  const to = join(here, 'crds', name);
  mkdirSync(to, { recursive: true });
  for (const file of files) {
    const crd = parse(readFileSync(join(from, `${file}.yaml`), 'utf8'));
    writeFileSync(join(to, `${file}.json`), `${JSON.stringify(crd)}\n`);
  }
}

/** The documents, with the enumerations that a running API server publishes and the source's own copy lacks. */
function convertDocuments() {
  const kubernetes = moduleDirectory('k8s.io/kubernetes@v1.36.4');
  const to = join(here, 'openapi');
  mkdirSync(to, { recursive: true });
  const enums = enumerations(
    join(kubernetes, 'pkg/generated/openapi/zz_generated.openapi.go'),
  );
  const schemaNames = documents.flatMap(name => {
    const file = join(kubernetes, `api/openapi-spec/v3/${name}_openapi.json`);
    const document = JSON.parse(readFileSync(file, 'utf8'));
    const { schemas } = document.components;
    addEnumerations(schemas, enums);
    writeFileSync(join(to, `${name}.json`), `${JSON.stringify(document)}\n`);
    return Object.keys(schemas);
  });
  const types = goTypes(schemaNames, {
    api: moduleDirectory('k8s.io/api@v0.36.4'),
    apimachinery: moduleDirectory('k8s.io/apimachinery@v0.36.4'),
    'apiextensions-apiserver': moduleDirectory(
      'k8s.io/apiextensions-apiserver@v0.36.4',
    ),
  });
  writeFileSync(join(here, 'go-types.json'), `${JSON.stringify(types)}\n`);
}

function addEnumerations(schemas, enums) {
  for (const [name, { properties = {} }] of Object.entries(schemas)) {
    const ofSchema = enums[definitionName(name)] ?? {};
    for (const [field, found] of Object.entries(ofSchema)) {
      const property = properties[field];
      if (!property) continue;
      property.description = found.description;
      if (found.enum) property.enum = found.enum;
      if (found.itemsEnum) property.items.enum = found.itemsEnum;
    }
  }
}

convertDocuments();
for (const { name, module, directory, files } of projects) {
  convertCrds(name, join(moduleDirectory(module), directory), files);
}
const strimziDirectory = process.env.STRIMZI_CRDS;
if (strimziDirectory) {
  if (!existsSync(strimziDirectory)) {
    throw new Error(
      `STRIMZI_CRDS names ${strimziDirectory}, which does not exist; give a directory with ${strimzi[0]}.yaml`,
    );
  }
  convertCrds('strimzi', strimziDirectory, strimzi);
}
