let table: Float32Array | undefined;

/** Turns the bits of float16 numbers (IEEE 754 binary16) into numbers; Node 20 has no Float16Array. */
export function float16ToFloat32(bits: Uint16Array, into: Float32Array): void {
  table ??= Float32Array.from({ length: 65_536 }, (_, half) => valueOf(half));
  for (let i = 0; i < bits.length; i += 1) into[i] = table[bits[i]];
}

function valueOf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
