interface Nullable {
  nullable?: boolean;
  type?: string;
  enum?: unknown[];
  allOf?: object[];
  oneOf?: object[];
}

const onlyNull = { type: 'object', nullable: true, enum: [null] };

/**
 * A schema that Nest calls nullable, so that null fits it: in OpenAPI 3.0 `nullable` widens the type that stands beside it alone, not
 * the words of an enumeration and not what another schema says.
 */
export function allowNull<T extends Nullable>(schema: T): T | Nullable {
  if (schema.nullable !== true) return schema;
  const { nullable: _, type: __, allOf, oneOf = allOf, ...rest } = schema;
  if (oneOf !== undefined) return { ...rest, oneOf: [...oneOf, onlyNull] };
  const words = schema.enum;
  return words === undefined || words.includes(null) ? schema : { ...schema, enum: [...words, null] };
}
