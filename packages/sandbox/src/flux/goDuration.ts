const UNITS: Record<string, number> = {
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
  us: 0.001,
  µs: 0.001,
  ns: 0.000_001,
};

/** Milliseconds of a Go duration such as `1m30s`; `fallback` when it is absent or none. */
export function parseGoDuration(text: unknown, fallback: number): number {
  if (
    typeof text !== 'string' ||
    !/^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/.test(text)
  ) {
    return fallback;
  }
  let total = 0;
  for (const [, amount, unit] of text.matchAll(
    /(\d+(?:\.\d+)?)(h|ms|m|s|us|µs|ns)/g,
  )) {
    total += Number(amount) * UNITS[unit];
  }
  return total;
}

/** Writes milliseconds as Go's `Duration.String()`: `10m0s`, `5.12s`, `171.5ms`. */
export function formatGoDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0s';
  if (milliseconds < 1) return `${decimal(milliseconds * 1_000, 3)}µs`;
  if (milliseconds < 1_000) return `${decimal(milliseconds, 6)}ms`;
  const hours = Math.floor(milliseconds / UNITS.h);
  const minutes = Math.floor((milliseconds % UNITS.h) / UNITS.m);
  const seconds = decimal((milliseconds % UNITS.m) / UNITS.s, 9);
  if (hours > 0) return `${hours}h${minutes}m${seconds}s`;
  return minutes > 0 ? `${minutes}m${seconds}s` : `${seconds}s`;
}

function decimal(value: number, digits: number): string {
  return value.toFixed(digits).replace(/\.?0+$/, '');
}
