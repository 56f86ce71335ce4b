import type { FilePart } from './file-parts.js';

const varintType = 0;
const lengthType = 2;
const fixed32Type = 5;

/** A protobuf message under construction: fields in the order in which they are added. */
export class ProtoMessage {
  readonly parts: FilePart[] = [];
  byteLength = 0;

  /** int32, int64 or an enum. */
  int(field: number, value: number): this {
    return this.add(tag(field, varintType), varint(BigInt(value)));
  }

  float(field: number, value: number): this {
    const bytes = new Uint8Array(4);
    new DataView(bytes.buffer).setFloat32(0, value, true);
    return this.add(tag(field, fixed32Type), bytes);
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  bytes(field: number, value: FilePart): this {
    return this.add(tag(field, lengthType), varint(BigInt(value.byteLength)), value);
  }

  message(field: number, value: ProtoMessage): this {
    return this.add(tag(field, lengthType), varint(BigInt(value.byteLength)), ...value.parts);
  }

  private add(...parts: FilePart[]): this {
    for (const part of parts) {
      this.parts.push(part);
      this.byteLength += part.byteLength;
    }
    return this;
  }
}

function tag(field: number, type: number): Uint8Array {
  return varint(BigInt((field << 3) | type));
}

/** Seven bits a byte, the lowest first; a negative number as its 64 bits. */
function varint(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  return Uint8Array.from([...bytes, Number(rest)]);
}
