import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './operations.js';

/** Values for fields by their names, where the schema alone gives nothing that works. */
export type Known = Readonly<Record<string, Arbitrary<unknown>>>;

/** A value that a schema allows. */
export function valueOf(schema: Schema, known: Known = {}): Arbitrary<unknown> {
  const either: Schema[] | undefined = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (either !== undefined) return fc.oneof(...either.map((each) => valueOf(each, known)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'string':
      return textOf(schema);
    case 'integer':
      return fc.integer({ min: schema.minimum, max: schema.maximum });
    case 'number':
      return fc.double({
        min: schema.minimum,
        max: schema.maximum,
        minExcluded: schema.exclusiveMinimum === true,
        noNaN: true,
      });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valueOf(schema.items), { minLength: schema.minItems ?? 0, maxLength: 3 });
    case 'object':
      return objectOf(schema, known);
    default:
      throw new Error(`A schema of a type that is not known here: ${JSON.stringify(schema)}`);
  }
}

function objectOf({ properties = {}, required = [] }: Schema, known: Known): Arbitrary<Record<string, unknown>> {
  const fields = Object.fromEntries(
    Object.entries<Schema>(properties).map(([name, schema]) => [name, known[name] ?? valueOf(schema, known)]),
  );
  return fc.record(fields, { requiredKeys: required });
}

function textOf({ pattern, minLength = 0, maxLength = 200 }: Schema): Arbitrary<string> {
  const text =
    pattern === undefined
      ? fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) })
      : fc.stringMatching(new RegExp(pattern));
  return text.filter(({ length }) => length <= maxLength);
}
