import { type ArgumentMetadata, ValidationPipe } from '@nestjs/common';
import { type FieldError, MuseError } from '@muse/core/errors/muse-error.js';
import type { ValidationError } from 'class-validator';
import { isDeeperThan } from './nesting.js';

/** Objects and lists that may stand in each other: more than any DTO has, and far less than a stack bears. */
const maxNesting = 16;

/** Checks every body and query against its DTO class: unknown fields, wrong types and values out of range are refused. */
export function validationPipe(): ValidationPipe {
  return new StrictValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => validationFailed(errors.flatMap((error) => fieldErrors(error, ''))),
  });
}

/**
 * Refuses what the libraries below stumble over: class-transformer goes down into every value by recursion, class-validator takes
 * fields that are named like members of every object (`constructor`) for known ones, and Nest drops `prototype` without a word.
 */
class StrictValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (isDeeperThan(maxNesting, value)) {
      const reason = `objects and lists may be nested ${maxNesting} levels deep`;
      throw validationFailed([{ path: '', reason }]);
    }
    const unsafe = unsafeFields(value, '');
    if (unsafe.length === 0) return super.transform(value, metadata);
    throw validationFailed(unsafe);
  }
}

/** The refusal of a request, with each bad field. */
export function validationFailed(errors: readonly FieldError[]): MuseError {
  const detail = errors.map(({ reason }) => reason).join('; ');
  return new MuseError('validation_failed', detail === '' ? 'The request is not understood.' : detail, { errors });
}

/** The fields, at any depth, that no DTO may have: those named like members of every object, and `prototype`. */
function unsafeFields(value: unknown, parent: string): FieldError[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    const path = parent === '' ? name : `${parent}.${name}`;
    const isUnsafe = name in Object.prototype || name === 'prototype';
    return isUnsafe ? [{ path, reason: `property ${name} should not exist` }] : unsafeFields(inner, path);
  });
}

function fieldErrors({ property, constraints, children }: ValidationError, parent: string): FieldError[] {
  const path = parent === '' ? property : `${parent}.${property}`;
  const own = Object.values(constraints ?? {}).map((reason) => ({ path, reason }));
  return [...own, ...(children ?? []).flatMap((child) => fieldErrors(child, path))];
}
