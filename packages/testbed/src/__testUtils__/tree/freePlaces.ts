import { ClusterObject } from '../../cluster/objectPaths';

/** A place whose fields no schema of the API server knows: what is below it may have any name. */
interface FreePlace {
  kinds: RegExp;
  path: RegExp;
  /** Whether it may be something else than an object. */
  anyType?: boolean;
  /** Who finds a mistake there instead. */
  foundBy: string;
}

/** What the API server cannot know, and who does. */
export const freePlaces: FreePlace[] = [
  {
    kinds: /./,
    path: /(^|\.)metadata\.(labels|annotations)$/,
    foundBy: 'nobody: names of labels and annotations are free',
  },
  {
    kinds: /^(Service|NetworkPolicy|ClusterRole)$/,
    path: /\.(selector|matchLabels)$/,
    foundBy: 'nobody: names of labels are free',
  },
  {
    kinds: /^ConfigMap$/,
    path: /^data$/,
    foundBy: 'the test of versions; Gitea, which reads its own',
  },
  {
    kinds: /^HelmRelease$/,
    path: /^spec\.values$/,
    anyType: true,
    foundBy: 'the tests of values of charts',
  },
  {
    kinds: /^Kafka$/,
    path: /^spec\.kafka\.config$/,
    foundBy: 'Strimzi, when it reads it',
  },
  {
    kinds: /^Kafka(NodePool)?$/,
    path: /\.resources\.(requests|limits)$/,
    foundBy: 'the test of room',
  },
  {
    kinds: /^StatefulSet$/,
    path: /^spec\.volumeClaimTemplates\.\d+\.spec\.resources\.requests$/,
    foundBy:
      'a real API server; the sandbox does not look at claims in templates',
  },
  {
    kinds: /^ResourceGraphDefinition$/,
    path: /^spec\.(schema\.(spec|status|types)|resources\.\d+\.template)$/,
    foundBy: 'KRO, which does not accept the graph',
  },
];

/** Whether what is below a path of an object may have any shape. */
export function isFree({ kind }: ClusterObject, path: string[]): boolean {
  return placesAt(kind, path).length > 0;
}

/** Whether a field may be of any type. */
export function isOfAnyType({ kind }: ClusterObject, path: string[]): boolean {
  return placesAt(kind, path).some(({ anyType }) => anyType);
}

function placesAt(kind: string, path: string[]): FreePlace[] {
  const text = path.join('.');
  return freePlaces.filter(
    place => place.kinds.test(kind) && place.path.test(text),
  );
}
