import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsString, Length, MaxLength, NotContains } from 'class-validator';

/** A prompt, or another wish in the user's words: trimmed text of 1 character at least. INPUT_MAX_LENGTH is checked where the configuration is known. */
export function IsPrompt(example = 'Solardächer für Schulen'): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => cleanPrompt(value)),
    NotContains('\0', { message: '$property must not contain the character U+0000' }),
    MaxLength(100_000),
    Length(1, undefined, { message: '$property must have at least 1 character' }),
    IsString(),
    ApiProperty({ type: 'string', minLength: 1, example }),
  );
}

/** A prompt without white space around it and without halves of characters; what is no text stays as it is. */
export function cleanPrompt(value: unknown): unknown {
  return typeof value === 'string' ? value.trim().toWellFormed() : value;
}
