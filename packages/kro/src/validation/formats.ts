const CHECKS: Record<string, (text: string) => boolean> = {
  'date-time': text =>
    /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d/.test(text) &&
    !Number.isNaN(Date.parse(text)),
  date: text =>
    /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
  duration: text => /^-?(\d+(\.\d+)?(ns|us|µs|ms|s|m|h|d|w))+$|^0$/.test(text),
  byte: text => /^[A-Za-z0-9+/\r\n]*={0,2}$/.test(text),
  uuid: text =>
    /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(
      text,
    ),
  uri: text => URL.canParse(text),
  email: text => /^[^\s@]+@[^\s@]+$/.test(text),
  hostname: text =>
    /^[A-Za-z0-9]([A-Za-z0-9.-]{0,253}[A-Za-z0-9])?$/.test(text),
};

/** Whether a text has a format; formats that the API server ignores are taken as met. */
export function isFormat(format: string, text: string): boolean {
  return !Object.hasOwn(CHECKS, format) || CHECKS[format](text);
}
