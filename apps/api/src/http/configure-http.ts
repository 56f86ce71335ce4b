import type { NestExpressApplication } from '@nestjs/platform-express';
import { Reflector } from '@nestjs/core';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { AccessGuard } from '@muse/features/access/access.guard.js';
import { identify } from '@muse/features/access/caller.js';
import { limitRate } from '@muse/features/access/limit-rate.js';
import { RequestLimits } from '@muse/features/access/request-limits.js';
import { boundPipelining } from '@muse/features/http/bound-pipelining.js';
import { Metrics } from '@muse/features/metrics/metrics.js';
import { ProblemFilter } from '@muse/features/http/problem.filter.js';
import { requestId } from '@muse/features/http/request-id.js';
import { requestLog } from '@muse/features/http/request-log.js';
import { requireJson } from '@muse/features/http/require-json.js';
import { validationPipe } from '@muse/features/http/validation.js';
import { openAiErrors } from '@muse/features/openai/openai-errors.js';
import helmet from 'helmet';
import { mayBeLarge } from './large-bodies.js';
import { serveOpenApi } from './open-api.js';
import { serveWebPage } from './web-page.js';
import { SocketAdapter } from './socket-adapter.js';

/** Everything between the socket and the controllers. */
export function configureHttp(app: NestExpressApplication, config: MuseConfig): void {
  app.use(boundPipelining);
  app.use(app.get(Metrics).requests.measure);
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
      strictTransportSecurity: false,
    }),
  );
  app.use(requestId, requestLog);
  if (config.CORS_ORIGINS.length > 0) {
    app.enableCors({
      origin: config.CORS_ORIGINS.includes('*') ? '*' : [...config.CORS_ORIGINS],
      exposedHeaders: ['X-Request-Id', 'Retry-After', 'RateLimit', 'RateLimit-Policy'],
    });
  }
  serveWebPage(app);
  app.set('trust proxy', config.TRUSTED_PROXIES);
  app.use(identify(config.API_KEYS));
  app.use(limitRate(app.get(RequestLimits)));
  app.use(requireJson);
  app.useBodyParser('json', { limit: '64mb', type: mayBeLarge(config.API_KEYS.length > 0) });
  app.useBodyParser('json', { limit: '1mb' });
  app.useGlobalGuards(new AccessGuard(config.API_KEYS.length > 0, app.get(Reflector)));
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter([openAiErrors]));
  app.useWebSocketAdapter(new SocketAdapter(app, config));
  serveOpenApi(app);
}
