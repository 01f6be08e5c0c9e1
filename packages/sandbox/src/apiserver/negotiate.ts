import { notAcceptable } from './refusals';

/** How an answer is to be written. */
export interface Representation {
  format: 'json' | 'yaml';
  /** A transformation of `meta.k8s.io/v1`, where asked for. */
  as?: 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList';
  /** Media type of aggregated discovery, where asked for. */
  discovery?: 'v2' | 'v2beta1';
  pretty: boolean;
}

interface MediaRange {
  type: string;
  parameters: Record<string, string>;
  quality: number;
}

const FORMATS: Record<string, Representation['format']> = {
  'application/json': 'json',
  'application/yaml': 'yaml',
  'application/*': 'json',
  '*/*': 'json',
};

const AVAILABLE = [
  'application/json',
  'application/yaml',
  'application/vnd.kubernetes.protobuf',
];

/**
 * The first representation a client accepts that can be had. Protobuf is passed over, so that
 * clients that accept JSON as well get that.
 * @throws StatusError 406 when none of them can be had
 */
export function negotiate(
  accept: string | undefined,
  pretty = false,
): Representation {
  if (!accept) return { format: 'json', pretty };
  for (const { type, parameters } of mediaRanges(accept)) {
    const format = FORMATS[type];
    const transformation = parameters.as;
    if (!format) continue;
    if (!transformation) return { format, pretty };
    if (parameters.g === 'meta.k8s.io' && parameters.v === 'v1') {
      if (
        transformation === 'Table' ||
        transformation === 'PartialObjectMetadata' ||
        transformation === 'PartialObjectMetadataList'
      ) {
        return { format, as: transformation, pretty };
      }
    }
    if (
      parameters.g === 'apidiscovery.k8s.io' &&
      transformation === 'APIGroupDiscoveryList' &&
      (parameters.v === 'v2' || parameters.v === 'v2beta1')
    ) {
      return { format, discovery: parameters.v, pretty };
    }
  }
  throw notAcceptable(AVAILABLE);
}

function mediaRanges(accept: string): MediaRange[] {
  return accept
    .split(',')
    .map(range => {
      const [type, ...rest] = range.split(';').map(part => part.trim());
      const parameters = Object.fromEntries(
        rest.map(parameter => {
          const [name, ...value] = parameter.split('=');
          return [name, value.join('=')];
        }),
      );
      return {
        type,
        parameters,
        quality: parameters.q === undefined ? 1 : Number(parameters.q),
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
}
