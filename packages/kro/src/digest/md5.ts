const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

const SINES = Uint32Array.from({ length: 64 }, (_, i) =>
  Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32),
);

function padded(bytes: Uint8Array): DataView {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const padding = new Uint8Array(length);
  padding.set(bytes);
  padding[bytes.length] = 0x80;
  const view = new DataView(padding.buffer);
  view.setBigUint64(length - 8, BigInt(bytes.length) * 8n, true);
  return view;
}

/** The mixing function of a step and the word it takes. */
function mix(i: number, b: number, c: number, d: number): [number, number] {
  if (i < 16) return [(b & c) | (~b & d), i];
  if (i < 32) return [(d & b) | (~d & c), (5 * i + 1) % 16];
  if (i < 48) return [b ^ c ^ d, (3 * i + 5) % 16];
  return [c ^ (b | ~d), (7 * i) % 16];
}

function compress(state: Uint32Array, view: DataView, offset: number) {
  let [a, b, c, d] = state;
  for (let i = 0; i < 64; i += 1) {
    const [f, word] = mix(i, b, c, d);
    const sum =
      (a + f + SINES[i] + view.getUint32(offset + word * 4, true)) >>> 0;
    const by = SHIFTS[Math.floor(i / 16) * 4 + (i % 4)];
    const next = (b + ((sum << by) | (sum >>> (32 - by)))) >>> 0;
    [a, d, c, b] = [d, c, b, next];
  }
  [a, b, c, d].forEach((value, i) => {
    state[i] += value;
  });
}

/** MD5 (RFC 1321); for KRO's CEL function `hash.md5`, not for anything that must be secure. */
export function md5(bytes: Uint8Array): Uint8Array {
  const view = padded(bytes);
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    compress(state, view, offset);
  }
  const digest = new DataView(new ArrayBuffer(16));
  state.forEach((word, i) => digest.setUint32(i * 4, word, true));
  return new Uint8Array(digest.buffer);
}
