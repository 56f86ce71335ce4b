import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ErrorShape } from '../http/error-shape.js';
import { OpenAiError } from './openai-error.dto.js';
import { toOpenAiError } from './to-openai-error.js';

/** Where the routes of OpenAI's API live: at the root, as its clients expect. */
export const openAi = 'v1';

/** How every failure on these routes is told, those before a controller included. */
export const openAiErrors: ErrorShape = {
  isFor: (path) => /^\/v1(\/|$)/i.test(path),
  contentType: 'application/json',
  body: toOpenAiError,
};

/** Documents that an endpoint may answer an error of OpenAI's shape with these statuses. */
export function ApiOpenAiErrors(...statuses: number[]): MethodDecorator & ClassDecorator {
  const content = { 'application/json': { schema: { $ref: getSchemaPath(OpenAiError) } } };
  const description = 'An error in the shape of OpenAI’s API; `code` says which, `param` the field to blame.';
  return applyDecorators(
    ApiExtraModels(OpenAiError),
    ...statuses.map((status) => ApiResponse({ status, description, content })),
  );
}
