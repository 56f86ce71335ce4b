import { ValidateBy, type ValidationOptions } from 'class-validator';

/** A number greater than `bound`, which `Min` would let pass. */
export function IsAbove(bound: number, options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isAbove',
      validator: {
        validate: (value: unknown) => typeof value === 'number' && value > bound,
        defaultMessage: () => `$property must be greater than ${bound}`,
      },
    },
    options,
  );
}
