/** FNV-1a with 64 bits, big-endian as Go's `hash/fnv` sums it. */
export function fnv64a(bytes: Uint8Array): Uint8Array {
  let hash = 0xcbf29ce484222325n;
  for (const byte of bytes) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  }
  const digest = new DataView(new ArrayBuffer(8));
  digest.setBigUint64(0, hash);
  return new Uint8Array(digest.buffer);
}
