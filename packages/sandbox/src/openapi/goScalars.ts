/** Go's own refusal of a value; `type` where it is one of the wrong JSON type, which names where it stands. */
export type ScalarFault = { text: string } | { value: string; type: string };

/** What the message says of a quantity, and what is really read. */
const WORDED = '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$';
const QUANTITY = /^[+-]?[0-9]*(?:\.[0-9]*)?([eEinumkKMGTP]*[-+]?[0-9]*)$/;
const SUFFIX = /^([numkMGTPE]|[KMGTPE]i|[eE][-+]?\d+|)$/;

/** What Go calls a JSON value: `string`, `number`, `bool`, `array`, `object`. */
export function goValue(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  return typeof value === 'boolean' ? 'bool' : typeof value;
}

/** A JSON value as Go's `%+v` prints it: `map[data:map[a:1]]`. */
export function goMapText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(goMapText).join(' ')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => `${key}:${goMapText(each)}`);
    return `map[${entries.join(' ')}]`;
  }
  return value === null ? '<nil>' : String(value);
}

/** What Go's `%T` says of a JSON value: `[]interface {}`, `bool`, `float64`, `string`. */
export function goTypeText(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  switch (typeof value) {
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int64' : 'float64';
    case 'object':
      return value === null ? '<nil>' : 'map[string]interface {}';
    default:
      return typeof value;
  }
}

/** Types that read their JSON themselves, by the end of their schema's name. */
const READERS: Record<string, (value: unknown) => ScalarFault | undefined> = {
  'resource.Quantity': quantity,
  'intstr.IntOrString': intOrString,
  'v1.Time': value => time(value, '2006-01-02T15:04:05Z07:00'),
  'v1.MicroTime': value => time(value, '2006-01-02T15:04:05.000000Z07:00'),
  'runtime.RawExtension': () => undefined,
  'v1.FieldsV1': () => undefined,
  'v1.JSON': () => undefined,
  'v1.JSONSchemaPropsOrArray': () => undefined,
  'v1.JSONSchemaPropsOrBool': () => undefined,
  'v1.JSONSchemaPropsOrStringArray': () => undefined,
};

/** How a type that is no plain JSON value is read; `undefined` for any other type. */
export function scalarReader(
  goType: string,
): ((value: unknown) => ScalarFault | undefined) | undefined {
  return READERS[goType];
}

/** What Go's `resource.ParseQuantity` says of a quantity. */
function quantity(value: unknown): ScalarFault | undefined {
  const text = (
    typeof value === 'string' ? value : JSON.stringify(value)
  ).trim();
  const fault = quantityTextFault(text);
  return fault ? { text: fault } : undefined;
}

function quantityTextFault(text: string): string | undefined {
  const parts = QUANTITY.exec(text);
  if (!text || !parts) {
    return `quantities must match the regular expression '${WORDED}'`;
  }
  return SUFFIX.test(parts[1])
    ? undefined
    : "unable to parse quantity's suffix";
}

function intOrString(value: unknown): ScalarFault | undefined {
  return typeof value === 'string' ? undefined : integer(value, 'int32');
}

const LIMITS: Record<string, [number, number]> = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63],
  uint8: [0, 255],
};

/** What is wrong with a value for an integer type of Go. */
export function integer(value: unknown, type: string): ScalarFault | undefined {
  if (typeof value !== 'number') return { value: goValue(value), type };
  const [least, most] = LIMITS[type] ?? LIMITS.int64;
  return Number.isInteger(value) && value >= least && value <= most
    ? undefined
    : { value: `number ${value}`, type };
}

const RFC_3339 =
  /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([.,]\d+)?(Z|[+-]\d\d:\d\d)$/;

function time(value: unknown, layout: string): ScalarFault | undefined {
  if (typeof value !== 'string') {
    return { value: goValue(value), type: 'string' };
  }
  const text = JSON.stringify(value);
  const parts = RFC_3339.exec(value);
  if (parts) {
    const part = partOutOfRange(parts.slice(1, 6).map(Number));
    return part && { text: `parsing time ${text}: ${part} out of range` };
  }
  const [left, wanted] = firstMisfit(value);
  return {
    text: `parsing time ${text} as "${layout}": cannot parse ${JSON.stringify(
      left,
    )} as "${wanted}"`,
  };
}

function partOutOfRange([month, day, hour, minute, second]: number[]) {
  if (month < 1 || month > 12) return 'month';
  if (hour > 23) return 'hour';
  if (minute > 59) return 'minute';
  if (second > 59) return 'second';
  return day < 1 || day > 31 ? 'day' : undefined;
}

/** The parts of a time in the order Go reads them. */
const TIME_PARTS: [RegExp, string][] = [
  [/^\d{4}/, '2006'],
  [/^-/, '-'],
  [/^\d\d/, '01'],
  [/^-/, '-'],
  [/^\d\d/, '02'],
  [/^T/, 'T'],
  [/^\d\d/, '15'],
  [/^:/, ':'],
  [/^\d\d/, '04'],
  [/^:/, ':'],
  [/^\d\d([.,]\d+)?/, '05'],
  [/^(Z|[+-]\d\d:\d\d)/, 'Z07:00'],
];

function firstMisfit(text: string): [string, string] {
  let left = text;
  for (const [part, wanted] of TIME_PARTS) {
    const match = part.exec(left);
    if (!match) return [left, wanted];
    left = left.slice(match[0].length);
  }
  return [left, ''];
}
