import { applyDecorators } from '@nestjs/common';
import { ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { TextPart } from './text-part.dto.js';

const mostParts = 64;

/** The text of a message, as a string or in parts. */
export function IsContent(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isContent',
      validator: {
        validate: (value: unknown) => flawOf(value) === undefined,
        defaultMessage: (at?: ValidationArguments) => `content ${flawOf(at?.value) ?? ''}`,
      },
    }),
    ApiProperty({
      oneOf: [
        { type: 'string' },
        { type: 'array', items: { $ref: getSchemaPath(TextPart) }, minItems: 1, maxItems: mostParts },
      ],
    }),
  );
}

/** What is wrong with a content, and what is allowed; undefined where nothing is. */
export function flawOf(content: unknown): string | undefined {
  if (typeof content === 'string') return undefined;
  if (!Array.isArray(content) || content.length === 0) return 'must be a string, or an array of parts of the type text';
  if (content.length > mostParts) return `must have no more than ${mostParts} parts`;
  const parts: unknown[] = content;
  const wrong = parts.findIndex((part) => !isTextPart(part));
  if (wrong < 0) return undefined;
  const { type } = Object(parts[wrong]) as { type?: unknown };
  return typeof type === 'string' && type !== 'text'
    ? `has a part of the type ${JSON.stringify(type.slice(0, 32))}, which is not supported by this service: parts must have the type text`
    : `[${wrong}] must be {"type": "text", "text": "..."}`;
}

function isTextPart(part: unknown): boolean {
  const { type, text, ...others } = Object(part) as Record<string, unknown>;
  return type === 'text' && typeof text === 'string' && Object.keys(others).length === 0;
}
