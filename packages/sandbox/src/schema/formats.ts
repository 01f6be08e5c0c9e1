import { isIP } from 'node:net';

const dateTime =
  /^(\d{4}-\d{2}-\d{2})t([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.,]\d+)?(z|[+-]([01]\d|2[0-3]):?[0-5]\d)$/i;
const goDuration =
  /^[-+]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))*)$/;
const scalaDuration =
  /^(\d+)\s*(ns|nanos?|nanoseconds?|us|µs|micros?|microseconds?|ms|millis?|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)$/i;
const uuid = (version: string, variant: string) =>
  new RegExp(
    `^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}-?${variant}-?[0-9a-f]{12}$`,
    'i',
  );

function matches(expression: RegExp): (text: string) => boolean {
  return text => expression.test(text);
}

function isDate(text: string): boolean {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) {
    return false;
  }
  const [year, month, day] = parts.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

const hostLabel = /^[\p{L}\p{S}\d]([\p{L}\p{S}\d-]{0,61}[\p{L}\p{S}\d])?$/u;
const onlyLabel = /^[\p{L}\p{S}\d](-?[\p{L}\p{S}\d]{0,62})?$/u;
const topLevelLabel = /^\p{L}{2,63}$/u;

function isHostname(text: string): boolean {
  const labels = text.split('.');
  const top = labels.pop() ?? '';
  return (
    text.length <= 255 &&
    (labels.length === 0
      ? onlyLabel.test(top)
      : topLevelLabel.test(top) && labels.every(label => hostLabel.test(label)))
  );
}

function isCidr(text: string): boolean {
  const parts = /^(.+)\/(\d{1,3})$/.exec(text);
  const family = parts ? isIP(parts[1]) : 0;
  return family !== 0 && Number(parts?.[2]) <= (family === 4 ? 32 : 128);
}

function isUri(text: string): boolean {
  return (
    text.startsWith('/') ||
    (/^[a-z][a-z\d+.-]*:/i.test(text) && URL.canParse(text))
  );
}

/** The formats of text the API server checks, by name without dashes. Others are ignored, as there. */
const checks: Record<string, (text: string) => boolean> = {
  byte: matches(/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
  cidr: isCidr,
  date: isDate,
  datetime: text => dateTime.test(text) && isDate(text.slice(0, 10)),
  duration: text => goDuration.test(text) || scalaDuration.test(text),
  email: matches(/^([^<>]*<)?[^\s@<>]+@[^\s@<>]+>?$/),
  hexcolor: matches(/^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  hostname: isHostname,
  ipv4: text => isIP(text) === 4,
  ipv6: text => isIP(text) === 6,
  k8slongname: text =>
    text.length <= 253 &&
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(
      text,
    ),
  k8sshortname: matches(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
  mac: matches(
    /^([0-9a-f]{2}([:-])([0-9a-f]{2}\2){4}[0-9a-f]{2}|([0-9a-f]{4}\.){2}[0-9a-f]{4})$/i,
  ),
  uri: isUri,
  uuid: matches(uuid('[0-9a-f]{4}', '[0-9a-f]{4}')),
  uuid3: matches(uuid('3[0-9a-f]{3}', '[0-9a-f]{4}')),
  uuid4: matches(uuid('4[0-9a-f]{3}', '[89ab][0-9a-f]{3}')),
  uuid5: matches(uuid('5[0-9a-f]{3}', '[89ab][0-9a-f]{3}')),
};

/** Formats that hold any text, or whose check (of book and card numbers) is left out here. */
const unchecked = new Set([
  'bsonobjectid',
  'creditcard',
  'isbn',
  'isbn10',
  'isbn13',
  'password',
  'rgbcolor',
  'ssn',
]);

const numeric: Record<string, string[]> = {
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};

/** The format of a schema of that one type, or `undefined` where the API server ignores it. */
export function knownFormat(
  format: string | undefined,
  type: string | undefined,
): string | undefined {
  if (format === undefined) {
    return undefined;
  }
  if (type === undefined || type === 'string') {
    const name = format.replaceAll('-', '');
    return name in checks || unchecked.has(name) ? format : undefined;
  }
  return numeric[type]?.includes(format) ? format : undefined;
}

/** Whether a text is of a format that `knownFormat` let through. */
export function hasFormat(text: string, format: string): boolean {
  const check = checks[format.replaceAll('-', '')];
  return check === undefined || check(text);
}
