import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { Problem } from './problem.dto.js';

/** Documents that an endpoint may answer a problem with these statuses. */
export function ApiProblems(...statuses: number[]): MethodDecorator & ClassDecorator {
  const content = { 'application/problem+json': { schema: { $ref: getSchemaPath(Problem) } } };
  const description = 'A problem; `code` says which.';
  return applyDecorators(
    ApiExtraModels(Problem),
    ...statuses.map((status) => ApiResponse({ status, description, content })),
  );
}
