import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';

const stop = { strings: 4, characters: 100 };
const bias = { tokens: 1000, most: 100 };

/** One stop string, or several. */
export function IsStop(): PropertyDecorator {
  const string = { type: 'string', minLength: 1, maxLength: stop.characters };
  return applyDecorators(
    ValidateBy({
      name: 'isStop',
      validator: {
        validate: isStop,
        defaultMessage: () =>
          `stop must be a string of 1 to ${stop.characters} characters, or an array of at most ${stop.strings} of them`,
      },
    }),
    ApiProperty({
      oneOf: [string, { type: 'array', items: string, maxItems: stop.strings }],
    }),
  );
}

/** Token ids with numbers. */
export function IsLogitBias(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isLogitBias',
      validator: {
        validate: isLogitBias,
        defaultMessage: () =>
          `logit_bias must map at most ${bias.tokens} token ids to numbers from -${bias.most} to ${bias.most}`,
      },
    }),
    ApiProperty({
      type: 'object',
      additionalProperties: { type: 'number', minimum: -bias.most, maximum: bias.most },
      example: {},
    }),
  );
}

function isStop(value: unknown): boolean {
  const strings: unknown[] = Array.isArray(value) ? value : [value];
  const isFit = (text: unknown): boolean =>
    typeof text === 'string' && text !== '' && [...text].length <= stop.characters;
  return strings.length <= stop.strings && strings.every(isFit);
}

function isLogitBias(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries: [string, unknown][] = Object.entries(value);
  const isFit = ([id, by]: [string, unknown]): boolean =>
    /^\d{1,9}$/.test(id) && typeof by === 'number' && Math.abs(by) <= bias.most;
  return entries.length <= bias.tokens && entries.every(isFit);
}
