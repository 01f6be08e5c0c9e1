/** One field as it stands on the wire. */
export interface WireField {
  number: number;
  /** A varint, a fixed number, or the bytes of what has a length. */
  value: bigint | number | Buffer;
}

const VARINT = 0;
const FIXED64 = 1;
const LENGTH = 2;
const FIXED32 = 5;

/**
 * Splits the bytes of a protobuf message into its fields, in order.
 * @throws RangeError when the bytes end too early or use groups
 */
export function* wireFields(bytes: Buffer): Generator<WireField> {
  let at = 0;

  function varint(): bigint {
    let result = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes.readUInt8(at++);
      result |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt.asIntN(64, result);
    }
    throw new RangeError('a varint is longer than ten bytes');
  }

  function take(length: number): Buffer {
    if (length < 0 || at + length > bytes.length) {
      throw new RangeError('unexpected EOF');
    }
    at += length;
    return bytes.subarray(at - length, at);
  }

  while (at < bytes.length) {
    const key = Number(varint());
    const number = key >> 3;
    switch (key & 7) {
      case VARINT:
        yield { number, value: varint() };
        break;
      case FIXED64:
        yield { number, value: take(8).readDoubleLE() };
        break;
      case LENGTH:
        yield { number, value: take(Number(varint())) };
        break;
      case FIXED32:
        yield { number, value: take(4).readFloatLE() };
        break;
      default:
        throw new RangeError(`wire type ${key & 7} is not used by Kubernetes`);
    }
  }
}
