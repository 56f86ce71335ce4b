/** Types of the values in a GGUF file's description. */
const types = { uint32: 4, int32: 5, float32: 6, bool: 7, string: 8, array: 9 } as const;

/** Bytes of a GGUF file under construction: little-endian, texts with their length before them. */
export class GgufBytes {
  /** Entries of the description so far. */
  entries = 0;
  private readonly parts: Uint8Array[] = [];

  raw(bytes: Uint8Array): this {
    this.parts.push(bytes);
    return this;
  }

  u32(value: number): this {
    return this.number(4, (view) => view.setUint32(0, value, true));
  }

  u64(value: number): this {
    return this.number(8, (view) => view.setBigUint64(0, BigInt(value), true));
  }

  text(value: string): this {
    const bytes = new TextEncoder().encode(value);
    return this.u64(bytes.byteLength).raw(bytes);
  }

  textEntry(key: string, value: string): this {
    return this.entry(key, types.string).text(value);
  }

  integerEntry(key: string, value: number): this {
    return this.entry(key, types.uint32).u32(value);
  }

  floatEntry(key: string, value: number): this {
    return this.entry(key, types.float32).number(4, (view) => view.setFloat32(0, value, true));
  }

  flagEntry(key: string, value: boolean): this {
    return this.entry(key, types.bool).raw(Uint8Array.of(Number(value)));
  }

  textsEntry(key: string, values: readonly string[]): this {
    this.entry(key, types.array).u32(types.string).u64(values.length);
    for (const value of values) this.text(value);
    return this;
  }

  integersEntry(key: string, values: readonly number[]): this {
    this.entry(key, types.array).u32(types.int32).u64(values.length);
    for (const value of values) this.u32(value);
    return this;
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.parts);
  }

  private entry(key: string, type: number): this {
    this.entries += 1;
    return this.text(key).u32(type);
  }

  private number(size: number, write: (view: DataView) => void): this {
    const bytes = new Uint8Array(size);
    write(new DataView(bytes.buffer));
    return this.raw(bytes);
  }
}
