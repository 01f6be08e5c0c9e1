/**
 * How a container with this image turns out. The sandbox pulls and runs nothing, so the tag says it:
 * - `runs`: is pulled, starts and becomes ready
 * - `cannot-be-pulled`: a tag that contains `broken` or `brokn`
 * - `crashes`: a tag that begins with `crash`
 * - `never-ready`: a tag that begins with `unready`
 */
export type ImageBehaviour =
  | 'runs'
  | 'cannot-be-pulled'
  | 'crashes'
  | 'never-ready';

/** Reads the behaviour off an image reference such as `registry.example/app:brokn`. */
export function imageBehaviour(image: string): ImageBehaviour {
  const tag = tagOf(image);
  if (/brok(e)?n/.test(tag)) return 'cannot-be-pulled';
  if (tag.startsWith('crash')) return 'crashes';
  if (tag.startsWith('unready')) return 'never-ready';
  return 'runs';
}

/** The reference as containerd writes it: registry, repository and tag in full. */
export function fullReference(image: string): string {
  const [first, ...rest] = image.split('/');
  const hasRegistry =
    rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const path = rest.length === 0 ? `library/${image}` : image;
  const reference = hasRegistry ? image : `docker.io/${path}`;
  return tagOf(image) === '' && !image.includes('@')
    ? `${reference}:latest`
    : reference;
}

/** What the container runtime answers for an image that does not exist. */
export function pullError(image: string): string {
  const reference = fullReference(image);
  return (
    'rpc error: code = NotFound desc = failed to pull and unpack image ' +
    `"${reference}": failed to resolve reference "${reference}": ${reference}: not found`
  );
}

function tagOf(image: string): string {
  const [reference] = image.split('@');
  const last = reference.slice(reference.lastIndexOf('/') + 1);
  return last.includes(':') ? last.slice(last.indexOf(':') + 1) : '';
}
