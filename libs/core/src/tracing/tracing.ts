/** What a span says of its work. Never a prompt, a text or a key: they are the user's. What is undefined is left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

export interface SpanOptions {
  /** The W3C traceparent that the span belongs below; left out, or where it is none, the span begins a trace. */
  parent?: string;
  attributes?: SpanAttributes;
  /** Whether it answers somebody outside of this process. */
  answers?: boolean;
  /** When it began, in milliseconds since 1970, where that was earlier. */
  startedAt?: number;
}

/** A piece of work with a beginning and an end. */
export abstract class Span {
  /** Its W3C traceparent, for spans below it in this process or another; undefined where nothing is traced. */
  abstract readonly context: string | undefined;

  /** Whether anybody will see it: traced, and in the share that is kept. */
  abstract readonly isRecorded: boolean;

  abstract rename(name: string): void;

  abstract set(attributes: SpanAttributes): void;

  /** It failed. @param code what kind of failure it was, in a word: of few kinds, and without anything of the user's */
  abstract failed(code: string): void;

  /** Ends it; a second end changes nothing. */
  abstract end(): void;
}

/** Tells an observer outside, such as Jaeger, what was done when, from a request to the steps of a runner. */
export abstract class Tracing {
  abstract start(name: string, options?: SpanOptions): Span;
}

const noSpan: Span = {
  context: undefined,
  isRecorded: false,
  rename: () => undefined,
  set: () => undefined,
  failed: () => undefined,
  end: () => undefined,
};

/** Tells nobody anything: what a service has that was not asked to trace. */
export const noTracing: Tracing = { start: () => noSpan };
