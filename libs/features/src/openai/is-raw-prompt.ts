import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';

const mostPrompts = 16;

/** A text to go on with, or several. */
export function IsRawPrompt(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isRawPrompt',
      validator: {
        validate: (value: unknown) => flawOf(value) === undefined,
        defaultMessage: (at?: ValidationArguments) => `prompt ${flawOf(at?.value) ?? ''}`,
      },
    }),
    ApiProperty({
      oneOf: [
        { type: 'string', minLength: 1 },
        { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1, maxItems: mostPrompts },
      ],
      example: 'Rainwater in the backyard',
    }),
  );
}

/** What is wrong with a prompt, and what is allowed; undefined where nothing is. */
export function flawOf(prompt: unknown): string | undefined {
  const texts: unknown[] = Array.isArray(prompt) ? prompt : [prompt];
  if (texts.some((text) => typeof text === 'number' || Array.isArray(text))) {
    return 'as tokens is not supported by this service: it must be a string, or an array of strings';
  }
  if (!texts.every((text) => typeof text === 'string')) return 'must be a string, or an array of strings';
  if (texts.length === 0 || texts.length > mostPrompts) return `must have 1 to ${mostPrompts} elements`;
  return texts.includes('') ? 'must have at least 1 character' : undefined;
}
