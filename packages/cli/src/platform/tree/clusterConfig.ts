import { isMap, isSeq, parseDocument } from 'yaml';
import { PlatformError } from '../platformError';
import { documentText, joinDocuments, splitDocuments } from './documentTexts';
import { PlatformTree } from './platformTree';

const FILE = 'cluster.yaml';

/** The node's ports: the Gateway, and Gitea's NodePort. */
const NODE_PORTS = { http: 80, git: 30300 } as const;

/** Where they are reached from this machine. */
export type HostPorts = Record<keyof typeof NODE_PORTS, number>;

/**
 * Kind's configuration, with the ports of this machine that the person chose.
 *
 * @param without - ports that nothing will listen on
 * @throws PlatformError TreeInvalid when the file does not map one of them
 */
export function clusterConfig(
  tree: PlatformTree,
  ports: HostPorts,
  without: (keyof HostPorts)[] = [],
): string {
  const document = parseDocument(tree.get(FILE) ?? '');
  const mappings = document.getIn(['nodes', 0, 'extraPortMappings']);
  for (const name of Object.keys(NODE_PORTS) as (keyof HostPorts)[]) {
    const index = isSeq(mappings)
      ? mappings.items.findIndex(
          item => isMap(item) && item.get('containerPort') === NODE_PORTS[name],
        )
      : -1;
    if (!isSeq(mappings) || index < 0) {
      throw new PlatformError(
        'TreeInvalid',
        `${FILE} does not map the node's port ${NODE_PORTS[name]}.`,
        { next: `Restore it: git checkout -- kind/${FILE}` },
      );
    }
    if (without.includes(name)) mappings.delete(index);
    else mappings.setIn([index, 'hostPort'], ports[name]);
  }
  return String(document);
}

const EXTERNAL_PORT = 'mini-atlas.dev/external-port';
const GATEWAY = 'core/gateway/gateway.yaml';

/** The tree whose Gateway says at which port of this machine it is reached, when that is not 80. */
export function withExternalPort(
  tree: PlatformTree,
  port: number,
): PlatformTree {
  const text = tree.get(GATEWAY);
  if (port === NODE_PORTS.http || text === undefined) return tree;
  const documents = splitDocuments(text).map(part => {
    const document = parseDocument(part);
    if (document.get('kind') !== 'Gateway') return part;
    document.setIn(['metadata', 'annotations', EXTERNAL_PORT], String(port));
    return documentText(document);
  });
  return new Map([...tree, [GATEWAY, joinDocuments(documents)]]);
}
