import { ValidationPipe } from '@nestjs/common';
import { type FieldError, MuseError } from '@muse/core/errors/muse-error.js';
import type { ValidationError } from 'class-validator';

/** Checks every body and query against its DTO class: unknown fields, wrong types and values out of range are refused. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => validationFailed(errors.flatMap((error) => fieldErrors(error, ''))),
  });
}

/** The refusal of a request, with each bad field. */
export function validationFailed(errors: readonly FieldError[]): MuseError {
  const detail = errors.map(({ reason }) => reason).join('; ');
  return new MuseError('validation_failed', detail === '' ? 'The request is not understood.' : detail, { errors });
}

function fieldErrors({ property, constraints, children }: ValidationError, parent: string): FieldError[] {
  const path = parent === '' ? property : `${parent}.${property}`;
  const own = Object.values(constraints ?? {}).map((reason) => ({ path, reason }));
  return [...own, ...(children ?? []).flatMap((child) => fieldErrors(child, path))];
}
