import type { OpenAPIObject } from '@nestjs/swagger';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/**
 * Moves every `oneOf` with a title to the schemas of the document, under that title: Nest makes schemas of classes only, and a
 * union is none.
 */
export function nameUnions(document: OpenAPIObject): OpenAPIObject {
  const unions: Schemas = {};
  const named = JSON.parse(JSON.stringify(document), (_, value: unknown) => {
    if (!isUnion(value)) return value;
    const { title, ...union } = value;
    unions[title] = union;
    return { $ref: `#/components/schemas/${title}` };
  }) as OpenAPIObject;
  return { ...named, components: { ...named.components, schemas: { ...named.components?.schemas, ...unions } } };
}

function isUnion(value: unknown): value is { title: string; oneOf: [] } {
  return typeof value === 'object' && value !== null && 'title' in value && 'oneOf' in value;
}
