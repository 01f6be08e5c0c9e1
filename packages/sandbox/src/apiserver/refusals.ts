import { KubernetesObject } from '@mini-atlas/kro';
import { StatusCause, StatusError } from './status';

/** Names a resource in messages: `plural` or `plural.group`. */
export interface ResourceName {
  group: string;
  plural: string;
}

/** Names a kind in messages: `Kind` or `Kind.group`. */
export interface KindName {
  group: string;
  kind: string;
}

/** `deployments.apps`, `pods`. */
export function qualifiedResource({ plural, group }: ResourceName): string {
  return group ? `${plural}.${group}` : plural;
}

const withGroup = (group: string) => (group ? { group } : {});

/** 404 for an object that is not there. */
export function notFound(resource: ResourceName, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualifiedResource(resource)} "${name}" not found`,
    { name, ...withGroup(resource.group), kind: resource.plural },
  );
}

/** 404 for a resource that a group of Kubernetes itself does not have. */
export function notServed(): StatusError {
  return new StatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );
}

/** 409 for a name that is taken. */
export function alreadyExists(
  resource: ResourceName,
  name: string,
  { metadata }: Pick<KubernetesObject, 'metadata'>,
): StatusError {
  const going = metadata.deletionTimestamp ? 'object is being deleted: ' : '';
  return new StatusError(
    409,
    'AlreadyExists',
    `${going}${qualifiedResource(resource)} "${name}" already exists`,
    { name, ...withGroup(resource.group), kind: resource.plural },
  );
}

/** 500 for a new object with a `resourceVersion`: the store refuses it, and nobody says it better. */
export function versionOnCreate(): StatusError {
  return new StatusError(
    500,
    undefined,
    'resourceVersion should not be set on objects to be created',
  );
}

/** 409 for a `resourceVersion` that is not the current one. */
export function outdated(resource: ResourceName, name: string): StatusError {
  return conflict(
    qualifiedResource(resource),
    { ...resource, kind: resource.plural },
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

/** 409 because the object stands against the request. */
export function conflict(
  subject: string,
  { group, kind }: KindName,
  name: string,
  why: string,
): StatusError {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${subject} "${name}": ${why}`,
    { name, ...withGroup(group), kind },
  );
}

/** 400. */
export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

/** 400 for a body whose type is not known. @param body - as it came */
export function unrecognized(
  kind: string,
  why: string,
  body: Buffer,
): StatusError {
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): ${why} (${summary(
      body,
    )})`,
  );
}

const SUMMARY_BYTES = 30;

/** The beginning of a body: itself where it looks like JSON, hexadecimal otherwise. */
function summary(body: Buffer): string {
  if (body.length === 0) return '<empty>';
  const beginning = body.subarray(0, SUMMARY_BYTES);
  const text = beginning.toString(body[0] === 0x7b ? 'utf8' : 'hex');
  return body.length > SUMMARY_BYTES ? `${text} ...` : text;
}

/** 400 for a body that cannot be read into the kind of its address. @param sent - what it says that it is */
export function notHandled(
  { kind }: { kind: string },
  why: string,
  sent: { kind: string; version: string },
): StatusError {
  return badRequest(
    `${sent.kind} in version "${sent.version}" cannot be handled as a ${kind}: ${why}`,
  );
}

/** 422 with one cause for each field; what is said twice stands in the message once. */
export function invalid(
  { group, kind }: KindName,
  name: string,
  causes: StatusCause[],
): StatusError {
  const sentences = [
    ...new Set(causes.map(({ field, message }) => `${field}: ${message}`)),
  ];
  const all =
    sentences.length === 1 ? sentences[0] : `[${sentences.join(', ')}]`;
  return new StatusError(
    422,
    'Invalid',
    `${group ? `${kind}.${group}` : kind} "${name}" is invalid: ${all}`,
    {
      ...(name ? { name } : {}),
      ...withGroup(group),
      ...(kind ? { kind } : {}),
      causes: causes.map(({ reason, message, field }) => ({
        reason,
        message,
        field,
      })),
    },
  );
}

/** 422 for a patch that cannot be applied to this object. */
export function patchRefused(message: string): StatusError {
  return new StatusError(422, 'Invalid', message, {});
}

/** 403; `why` is the whole reason after `… is forbidden: `. */
export function forbidden(
  resource: ResourceName,
  name: string | undefined,
  why: string,
): StatusError {
  const subject = qualifiedResource(resource);
  return new StatusError(
    403,
    'Forbidden',
    name
      ? `${subject} "${name}" is forbidden: ${why}`
      : `${subject} is forbidden: ${why}`,
    {
      ...(name ? { name } : {}),
      ...withGroup(resource.group),
      kind: resource.plural,
    },
  );
}

/** 401 for a token nobody has. */
export function unauthorized(): StatusError {
  return new StatusError(401, 'Unauthorized', 'Unauthorized');
}

/** 405. */
export function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** 405 where custom resources are served. */
export function notSupported(
  { plural, group }: ResourceName,
  verb: string,
): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    `${verb} is not supported on resources of kind "${plural}.${group}"`,
    { group, kind: plural },
  );
}

/** 406: none of the asked representations can be had. */
export function notAcceptable(available: string[]): StatusError {
  return new StatusError(
    406,
    'NotAcceptable',
    `406: Not Acceptable\n\nAvailable representations: ${available.join(', ')}`,
    {},
  );
}

/** 415: the body's media type is not one of those that can be read here. */
export function unsupportedMediaType(accepted: string[]): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(
      ', ',
    )}`,
  );
}

/** 410: what was asked for is not remembered any more. */
export function expired(message: string, resume?: string): StatusError {
  return new StatusError(
    410,
    'Expired',
    message,
    undefined,
    resume ? { continue: resume } : {},
  );
}

/** 504: the asked revision is in the future. */
export function revisionTooLarge(asked: string, current: number): StatusError {
  return new StatusError(
    504,
    'Timeout',
    `Timeout: Too large resource version: ${asked}, current: ${current}`,
    {
      causes: [
        {
          reason: 'ResourceVersionTooLarge',
          message: 'Too large resource version',
        },
      ],
      retryAfterSeconds: 1,
    },
  );
}
