import { ValidateIf } from 'class-validator';

/** The field may be left out. Unlike `IsOptional`, null is not the same as leaving it out: it is a wrong value. */
export function Optional(): PropertyDecorator {
  return ValidateIf((_, value: unknown) => value !== undefined);
}
