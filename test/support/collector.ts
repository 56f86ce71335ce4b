import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { within } from './wait.js';

type Value = string | number | boolean | string[];

/** A span as a collector gets it. */
export interface CollectedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  /** 1 internal, 2 server. */
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: Record<string, Value>;
  /** Its resource's. */
  service: Record<string, Value>;
  isError: boolean;
}

/** A span with those below it, in the order in which they began. */
export interface SpanTree {
  name: string;
  below: SpanTree[];
  error?: Value;
}

const collectors = new Set<Collector>();

afterAll(async () => {
  await Promise.all([...collectors].map((collector) => collector.close()));
});

/** An OpenTelemetry collector of our own on loopback: takes spans by OTLP over HTTP, as JSON; ended after the spec file. */
export class Collector {
  readonly spans: CollectedSpan[] = [];
  /** Everything that it was sent, as it came. */
  received = '';
  private readonly listeners = new Set<() => void>();

  private constructor(private readonly server: Server) {
    collectors.add(this);
  }

  static async start(): Promise<Collector> {
    const server = createServer((request, response) => {
      void collector.take(request).then((status) => response.writeHead(status).end('{}'));
    });
    const collector = new Collector(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return collector;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The spans of a trace, when this many have come. */
  async trace(traceId: string, count: number): Promise<CollectedSpan[]> {
    const of = (): CollectedSpan[] => this.spans.filter((span) => span.traceId === traceId);
    const enough = new Promise<void>((resolve) => {
      const check = (): void => (of().length >= count ? resolve() : undefined);
      this.listeners.add(check);
      check();
    });
    await within(enough, `${count} spans of the trace ${traceId}`).catch((error: unknown) => {
      throw new Error(`${String(error)} There are: ${JSON.stringify(of().map(({ name }) => name))}`);
    });
    return of();
  }

  async close(): Promise<void> {
    collectors.delete(this);
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage): Promise<number> {
    const body = await text(request);
    this.received += body;
    if (request.method !== 'POST' || request.url !== '/v1/traces') return 404;
    if (request.headers['content-type'] !== 'application/json') return 415;
    for (const { resource, scopeSpans } of (JSON.parse(body) as Sent).resourceSpans) {
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
        const isError = span.status.code === 2;
        const service = read(resource.attributes);
        this.spans.push({ ...span, attributes: read(span.attributes), service, isError });
      }
    }
    for (const listener of this.listeners) listener();
    return 200;
  }
}

/** The spans below a span, with the names and errors of those below them. */
export function treeBelow(spans: readonly CollectedSpan[], parentSpanId: string): SpanTree[] {
  return spans
    .filter((span) => span.parentSpanId === parentSpanId)
    .sort((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)))
    .map(({ name, spanId, isError, attributes }) => ({
      name,
      below: treeBelow(spans, spanId),
      ...(isError && { error: attributes['error.type'] }),
    }));
}

interface Sent {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: SentSpan[] }[] }[];
}

type SentSpan = Omit<CollectedSpan, 'attributes' | 'service' | 'isError'> & {
  attributes: Attribute[];
  status: { code: number };
};

interface Attribute {
  key: string;
  value: SentValue;
}

type SentValue = {
  stringValue?: string;
  intValue?: number | string;
  doubleValue?: number;
  boolValue?: boolean;
  arrayValue?: { values: SentValue[] };
};

function read(attributes: readonly Attribute[]): Record<string, Value> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, valueOf(value)]));
}

function valueOf({ stringValue, intValue, doubleValue, boolValue, arrayValue }: SentValue): Value {
  const number = intValue === undefined ? doubleValue : Number(intValue);
  return stringValue ?? number ?? boolValue ?? (arrayValue?.values ?? []).map((value) => String(valueOf(value)));
}
