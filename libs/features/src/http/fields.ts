import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsNumber, Max, Min, ValidateBy, ValidateIf } from 'class-validator';

interface Bounds {
  min: number;
  max: number;
  /** A value that works, for the explorer. */
  example?: number;
}

/** A whole number within bounds, both inclusive: checked, and documented as such. */
export function Integer({ min, max, example }: Bounds): PropertyDecorator {
  return applyDecorators(
    Max(max),
    Min(min),
    IsInt(),
    ApiProperty({ type: 'integer', minimum: min, maximum: max, example }),
  );
}

/** A number within bounds; `min` itself is refused where it is said to be exclusive. */
export function Decimal({ min, max, example, exclusive = false }: Bounds & { exclusive?: boolean }): PropertyDecorator {
  return applyDecorators(
    Max(max),
    exclusive ? IsAbove(min) : Min(min),
    IsNumber(),
    ApiProperty({ type: 'number', minimum: min, exclusiveMinimum: exclusive || undefined, maximum: max, example }),
  );
}

/** Reads true or false of a query; what is neither stays text, for the validation to refuse. */
export function BooleanOfQuery(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value));
}

/** The field may be left out. Unlike `IsOptional`, null is not the same as leaving it out: it is a wrong value. */
export function Optional(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_, value: unknown) => value !== undefined),
    ApiPropertyOptional(),
  );
}

/** The field may be left out, and null is the same as leaving it out. */
export function Nullable(): PropertyDecorator {
  return applyDecorators(
    ValidateIf((_, value: unknown) => value !== undefined && value !== null),
    ApiPropertyOptional({ nullable: true }),
  );
}

function IsAbove(bound: number): PropertyDecorator {
  return ValidateBy({
    name: 'isAbove',
    validator: {
      validate: (value: unknown) => typeof value === 'number' && value > bound,
      defaultMessage: () => `$property must be greater than ${bound}`,
    },
  });
}
