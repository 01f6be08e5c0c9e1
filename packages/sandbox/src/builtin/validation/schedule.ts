const DESCRIPTORS = [
  '@yearly',
  '@annually',
  '@monthly',
  '@weekly',
  '@daily',
  '@midnight',
  '@hourly',
];

interface Field {
  least: number;
  most: number;
  names?: string[];
}

const FIELDS: Field[] = [
  { least: 0, most: 59 },
  { least: 0, most: 23 },
  { least: 1, most: 31 },
  {
    least: 1,
    most: 12,
    names: 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' '),
  },
  { least: 0, most: 6, names: 'sun mon tue wed thu fri sat'.split(' ') },
];

/** What is wrong with a cron schedule, in the words of the library `robfig/cron`; `undefined` when nothing is. */
export function scheduleFault(schedule: string): string | undefined {
  const bare = schedule.replace(/^(TZ|CRON_TZ)=\S+\s+/, '').trim();
  if (bare.startsWith('@')) return descriptorFault(bare);
  const fields = bare.split(/\s+/).filter(Boolean);
  if (fields.length !== FIELDS.length) {
    return `expected exactly 5 fields, found ${fields.length}: [${fields.join(
      ' ',
    )}]`;
  }
  for (const [index, text] of fields.entries()) {
    const fault = fieldFault(text, FIELDS[index]);
    if (fault) return fault;
  }
  return undefined;
}

function descriptorFault(descriptor: string): string | undefined {
  if (DESCRIPTORS.includes(descriptor)) return undefined;
  const every = /^@every (.*)$/.exec(descriptor);
  if (!every) return `unrecognized descriptor: ${descriptor}`;
  return /^([0-9.]+(ns|us|µs|ms|s|m|h))+$/.test(every[1])
    ? undefined
    : `failed to parse duration ${descriptor}: time: invalid duration ${JSON.stringify(
        every[1],
      )}`;
}

function fieldFault(text: string, field: Field): string | undefined {
  return text
    .split(',')
    .map(range => rangeFault(range, field))
    .find(Boolean);
}

function rangeFault(range: string, field: Field): string | undefined {
  const [span, step, ...more] = range.split('/');
  const ends = span.split('-');
  if (more.length > 0) return `too many slashes: ${range}`;
  if (ends.length > 2) return `too many hyphens: ${range}`;
  const isAll = span === '*' || span === '?';
  const numbers = isAll ? [] : ends.map(end => numberOf(end, field));
  const wrong = numbers.find(number => typeof number === 'string');
  if (typeof wrong === 'string') return wrong;
  if (step !== undefined && !/^\d+$/.test(step)) {
    return notANumber(step);
  }
  return boundsFault(range, numbers.map(Number), step, field);
}

function boundsFault(
  range: string,
  [start, end = start]: number[],
  step: string | undefined,
  { least, most }: Field,
): string | undefined {
  if (start !== undefined && start < least) {
    return `beginning of range (${start}) below minimum (${least}): ${range}`;
  }
  if (end !== undefined && end > most) {
    return `end of range (${end}) above maximum (${most}): ${range}`;
  }
  if (start !== undefined && start > end) {
    return `beginning of range (${start}) beyond end of range (${end}): ${range}`;
  }
  return step !== undefined && Number(step) === 0
    ? `step of range should be a positive number: ${range}`
    : undefined;
}

/** The number a text stands for, or what is wrong with it. */
function numberOf(text: string, { names, least }: Field): number | string {
  const named = names?.indexOf(text.toLowerCase()) ?? -1;
  if (named >= 0) return named + least;
  return /^\d+$/.test(text) ? Number(text) : notANumber(text);
}

function notANumber(text: string): string {
  const quoted = JSON.stringify(text);
  return `failed to parse int from ${text}: strconv.Atoi: parsing ${quoted}: invalid syntax`;
}
