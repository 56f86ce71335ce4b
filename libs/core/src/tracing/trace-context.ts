/** Where a span is: its trace, itself, and whether its trace is kept. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** 16 hexadecimal digits. */
  spanId: string;
  isKept: boolean;
}

const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a W3C traceparent; undefined where it is none. Versions after 00 may say more, which is left out. */
export function parseTraceparent(text: string | undefined): TraceContext | undefined {
  const match = form.exec(text ?? '');
  if (match === null) return undefined;
  const [whole, traceId, spanId, flags] = match;
  if (whole.startsWith('00') && whole.length > 55) return undefined;
  return { traceId, spanId, isKept: (parseInt(flags, 16) & 1) === 1 };
}

export function toTraceparent({ traceId, spanId, isKept }: TraceContext): string {
  return `00-${traceId}-${spanId}-${isKept ? '01' : '00'}`;
}
