import { closeSync, openSync, writeSync } from 'node:fs';

/** Bytes of a known number that are made only when they are written: a big model never stands in memory as a whole. */
export interface LazyBytes {
  readonly byteLength: number;
  make(): Uint8Array;
}

export type FilePart = Uint8Array | LazyBytes;

const bufferSize = 1 << 20;

/** Writes parts one after the other into a new file. */
export function writeParts(file: string, parts: readonly FilePart[]): void {
  const descriptor = openSync(file, 'w');
  const waiting: Uint8Array[] = [];
  let size = 0;
  const flush = (): void => {
    writeSync(descriptor, Buffer.concat(waiting));
    waiting.length = 0;
    size = 0;
  };
  try {
    for (const part of parts) {
      const bytes = part instanceof Uint8Array ? part : part.make();
      if (bytes.byteLength !== part.byteLength) throw new Error(`${bytes.byteLength} bytes, not ${part.byteLength}`);
      waiting.push(bytes);
      size += bytes.byteLength;
      if (size > bufferSize) flush();
    }
    flush();
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of a typed array. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Calls a function once, and then remembers. */
export function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
