import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { schemes } from '@muse/features/access/access.decorator.js';
import { tidyDocument } from './tidy-document.js';

/** An operation is called like its handler: handlers have names of their own among all controllers. */
const operationIdFactory = (_controller: string, handler: string): string => handler;

/** The OpenAPI explorer at /docs and its document at /openapi.json, both made from the DTO classes. */
export function serveOpenApi(app: INestApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Creative Muse')
    .setDescription('Creative ideas from language models that run on your own machine.')
    .setVersion('0.1.0')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This service.')
    .addTag('Generation', 'An idea, answered when it is finished.')
    .addTag('Streaming', 'An idea, sent as the model writes it.')
    .addTag('Batch', 'Many ideas at once.')
    .addTag('Models', 'The models, and what is done with them.')
    .addTag('Ideas', 'The ideas that were kept.')
    .addTag('Statistics', 'Figures of the service.')
    .addTag('OpenAI', 'The same models for clients of the API of OpenAI.')
    .addTag('Health', 'Whether the service can answer.')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: undefined,
        description: 'A key of API_KEYS, where there are any.',
      },
      schemes.bearer,
    )
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, schemes.header)
    .addApiKey(
      { type: 'apiKey', in: 'query', name: 'api_key', description: 'For EventSource, which cannot send headers.' },
      schemes.query,
    )
    .build();
  SwaggerModule.setup(
    'docs',
    app,
    () => tidyDocument(SwaggerModule.createDocument(app, description, { operationIdFactory })),
    {
      jsonDocumentUrl: 'openapi.json',
      swaggerOptions: { tryItOutEnabled: true, displayRequestDuration: true },
      customSiteTitle: 'Creative Muse',
    },
  );
}
