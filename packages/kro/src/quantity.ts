/** How many of the smallest unit make one. */
export const NANO = 1_000_000_000n;
const FORMAT =
  /^([+-]?)(\d+\.?\d*|\.\d+)(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?\d+)?$/;

const BINARY: Record<string, bigint> = {
  Ki: 1n << 10n,
  Mi: 1n << 20n,
  Gi: 1n << 30n,
  Ti: 1n << 40n,
  Pi: 1n << 50n,
  Ei: 1n << 60n,
};

const DECIMAL: Record<string, number> = {
  n: -9,
  u: -6,
  m: -3,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};

function exponent(suffix: string): number {
  if (!suffix) return 0;
  return DECIMAL[suffix] ?? Number(suffix.slice(1));
}

/** Divides so that a remainder makes the magnitude one larger: Kubernetes rounds quantities up. */
function divideUp(value: bigint, by: bigint): bigint {
  return (value + by - 1n) / by;
}

/**
 * A Kubernetes quantity such as `500m` or `2Gi`, held in thousand-millionths, the smallest unit Kubernetes keeps.
 * After `k8s.io/apimachinery/pkg/api/resource`.
 */
export class Quantity {
  constructor(readonly nano: bigint) {}

  /** Parses a quantity; undefined when Kubernetes would not take it. */
  static parse(text: string): Quantity | undefined {
    const parts = FORMAT.exec(text);
    if (!parts) return undefined;
    const [, sign, number, suffix = ''] = parts;
    const [whole, fraction = ''] = number.split('.');
    const digits = BigInt(`${whole}${fraction}` || '0');
    const power = (BINARY[suffix] ? 0 : exponent(suffix)) + 9 - fraction.length;
    if (Math.abs(power) > 400) return undefined;
    const factor = BINARY[suffix] ?? 1n;
    const nano =
      power >= 0
        ? digits * factor * 10n ** BigInt(power)
        : divideUp(digits * factor, 10n ** BigInt(-power));
    return new Quantity(sign === '-' ? -nano : nano);
  }

  /** Whether it is a whole number that fits into 64 bits. */
  get isInteger(): boolean {
    return this.nano % NANO === 0n && fitsInt64(this.nano / NANO);
  }

  /** The whole number it stands for; throws when it is none. */
  get integer(): bigint {
    if (!this.isInteger) throw new Error('cannot convert value to integer');
    return this.nano / NANO;
  }

  /** The number it stands for, in the resource's own unit (cores, bytes), exact to a double's precision. */
  get float(): number {
    return Number(this.nano) / Number(NANO);
  }

  /** -1, 0 or 1, as CEL's `compareTo` answers. */
  compare(other: Quantity): bigint {
    if (this.nano === other.nano) return 0n;
    return this.nano < other.nano ? -1n : 1n;
  }
}

function fitsInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}
