import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { schemes } from '@muse/features/access/access.decorator.js';

/** The OpenAPI explorer at /docs and its document at /openapi.json, both made from the DTO classes. */
export function serveOpenApi(app: INestApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Creative Muse')
    .setDescription('Creative ideas from language models that run on your own machine.')
    .setVersion('0.1.0')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'A key of API_KEYS, where there are any.' },
      schemes.bearer,
    )
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, schemes.header)
    .addApiKey(
      { type: 'apiKey', in: 'query', name: 'api_key', description: 'For EventSource, which cannot send headers.' },
      schemes.query,
    )
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'openapi.json',
    swaggerOptions: { tryItOutEnabled: true, displayRequestDuration: true },
    customSiteTitle: 'Creative Muse',
  });
}
