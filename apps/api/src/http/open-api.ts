import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** The OpenAPI explorer at /docs and its document at /openapi.json, both made from the DTO classes. */
export function serveOpenApi(app: INestApplication): void {
  const description = new DocumentBuilder()
    .setTitle('Creative Muse')
    .setDescription('Creative ideas from language models that run on your own machine.')
    .setVersion('0.1.0')
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, description), {
    jsonDocumentUrl: 'openapi.json',
    swaggerOptions: { tryItOutEnabled: true, displayRequestDuration: true },
    customSiteTitle: 'Creative Muse',
  });
}
