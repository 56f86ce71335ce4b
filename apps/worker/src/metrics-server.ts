import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type ApiKey, findKey, opens } from '@muse/core/access/api-key.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { shownKey } from '@muse/features/access/shown-key.js';
import { Metrics } from '@muse/features/metrics/metrics.js';

/** Connections that may be open at the same time: a Prometheus or two, and a probe. */
const mostConnections = 16;
/** Milliseconds that a request may take to come. */
const timeout = 5000;

/** Answers a Prometheus what this worker has counted, and a probe that it lives; nothing else. */
@Injectable()
export class MetricsServer implements OnApplicationShutdown {
  private readonly logger = new Logger('Metrics');
  private server?: Server;

  constructor(private readonly metrics: Metrics) {}

  /** Resolves when it listens, at once where it is off. */
  async listen({ WORKER_METRICS_PORT: port, API_HOST: host, API_KEYS: keys }: MuseConfig): Promise<void> {
    if (port === 'off') return;
    const server = createServer({ requestTimeout: timeout, headersTimeout: timeout }, (request, response) => {
      this.answer(request, response, keys).catch((error: unknown) => this.logger.error(error));
    });
    server.maxConnections = mostConnections;
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
    const address = server.address();
    this.logger.log(`Metrics on port ${typeof address === 'object' ? address?.port : port}`);
  }

  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async answer(request: IncomingMessage, response: ServerResponse, keys: readonly ApiKey[]): Promise<void> {
    const { registry } = this.metrics.instruments;
    const refusal = refusalOf(request, keys);
    const isMetrics = refusal === undefined && request.url === '/metrics';
    const text = isMetrics ? await registry.metrics() : (refusal?.text ?? 'ok\n');
    response.writeHead(refusal?.status ?? 200, {
      'Content-Type': isMetrics ? registry.contentType : 'text/plain; charset=utf-8',
    });
    response.end(text);
  }
}

interface Refusal {
  status: number;
  text: string;
}

/** Why a request is not answered; undefined where it is. */
function refusalOf(request: IncomingMessage, keys: readonly ApiKey[]): Refusal | undefined {
  if (request.method !== 'GET') return { status: 405, text: 'Only GET is answered here.\n' };
  if (request.url === '/health/live') return undefined;
  if (request.url !== '/metrics') return { status: 404, text: 'There are /metrics and /health/live.\n' };
  return mayRead(request, keys) ? undefined : { status: 401, text: 'A key with the scope metrics is needed.\n' };
}

function mayRead({ headers }: IncomingMessage, keys: readonly ApiKey[]): boolean {
  if (keys.length === 0) return true;
  const shown = shownKey(headers);
  const key = shown === undefined ? undefined : findKey(keys, shown);
  return key !== undefined && opens(key, 'metrics');
}
